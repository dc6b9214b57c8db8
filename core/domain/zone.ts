// Zones, wall times and their words under one name: what is used together is found together.
export { abbreviation, clock, distance, formatInstant, isoInZone, isoUtc } from './time-text.ts';
export {
  canonicalZone,
  instantToWall,
  isZone,
  wallToInstant,
  zoned,
} from './wall.ts';
export { suggestZone } from './zone-suggest.ts';
