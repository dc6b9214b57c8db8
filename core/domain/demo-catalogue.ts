/** What becomes of a post of the demo before anybody looks at it. */
export type DemoFate =
  | 'published'
  | 'failed'
  | 'missed'
  | 'retrying'
  | 'draft'
  | 'scheduled'
  /** Weekly from its day on. */
  | 'repeating'
  /** On the day after the next change of clocks, if that is near. */
  | 'clock-change';

/** A post of the demo. Its time is `time` on the day that is `day` days from today, or `inMinutes` from now. */
export type DemoPost = {
  readonly key: string;
  readonly fate: DemoFate;
  readonly parts: readonly string[];
  readonly day?: number;
  readonly time?: string;
  readonly inMinutes?: number;
};

/** A believable two weeks of a small bakery, half of them over. Everything in the demo is pretended. */
export const DEMO_POSTS: readonly DemoPost[] = [
  {
    key: 'opening',
    fate: 'published',
    day: -7,
    time: '09:00',
    parts: ['We open at seven all week. The first loaves are out at half past six, if you like them warm.'],
  },
  {
    key: 'rye',
    fate: 'published',
    day: -6,
    time: '13:00',
    parts: ['Rye on Tuesdays and Fridays from now on. You asked for it often enough.'],
  },
  {
    key: 'starter',
    fate: 'published',
    day: -5,
    time: '17:00',
    parts: [
      'How we keep our sourdough starter alive, in three steps.',
      'Feed it every morning: one part starter, two parts flour, two parts water.',
      'Keep it at 24 degrees and never close the lid. That is all. It is older than the shop.',
    ],
  },
  {
    key: 'thanks',
    fate: 'published',
    day: -3,
    time: '09:00',
    parts: ['Thank you for the queue on Saturday. We will bake forty more next time.'],
  },
  {
    key: 'allergens',
    fate: 'published',
    day: -2,
    time: '13:00',
    parts: ['The list of allergens hangs beside the till now, and you can ask any of us.'],
  },
  {
    key: 'apprentice',
    fate: 'failed',
    day: -1,
    time: '13:00',
    parts: ['We are looking for an apprentice who likes mornings. Come by after two and ask for Ada.'],
  },
  {
    key: 'evening',
    fate: 'missed',
    day: -1,
    time: '18:00',
    parts: ['Everything that is left goes for half the price from five today.'],
  },
  {
    key: 'oven',
    fate: 'retrying',
    inMinutes: -3,
    parts: ['The new oven is in. It took six people and one wall.'],
  },
  {
    key: 'walnut',
    fate: 'scheduled',
    inMinutes: 12,
    parts: ['Walnut bread today, until it is gone.'],
  },
  {
    key: 'ideas',
    fate: 'draft',
    parts: ['Ask what people would like to eat at Christmas?'],
  },
  {
    key: 'course',
    fate: 'scheduled',
    day: 1,
    time: '09:00',
    parts: ['Three places are left in the bread course on Sunday. Flour is on us, bring an apron.'],
  },
  {
    key: 'monday',
    fate: 'repeating',
    day: 2,
    time: '09:00',
    parts: ['This week’s loaf is on the board by the door.'],
  },
  {
    key: 'flour',
    fate: 'scheduled',
    day: 3,
    time: '13:00',
    parts: [
      'Where our flour comes from.',
      'The wheat grows eleven kilometres from here, the rye across the river.',
      'The mill grinds for us on Wednesdays, so Thursday’s bread has the freshest flour there is.',
    ],
  },
  {
    key: 'rolls',
    fate: 'scheduled',
    day: 5,
    time: '17:00',
    parts: ['Weekend orders until Friday noon, please: rolls, plaits and everything with seeds.'],
  },
  {
    key: 'clocks',
    fate: 'clock-change',
    time: '09:00',
    parts: ['The clocks have changed, the bread has not: we open at seven, by the new time.'],
  },
  {
    key: 'closed',
    fate: 'scheduled',
    day: 7,
    time: '09:00',
    parts: ['We are closed on Sunday evening for a birthday. Ours: the shop is nine.'],
  },
];
