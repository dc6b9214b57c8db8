import {
  Activity,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleStop,
  CloudUpload,
  type LucideIcon,
  PackageX,
  RotateCw,
  SearchCheck,
  Send,
} from 'lucide-react';
import type { ProcessorState } from '../../core/domain/health.ts';
import type { ProcessorName } from '../../core/domain/processor.ts';

export const PROCESSOR_ICONS: Readonly<Record<ProcessorName, LucideIcon>> = {
  enqueue: CalendarClock,
  upload: CloudUpload,
  publish: Send,
  check: SearchCheck,
  poison: PackageX,
};

export const STATE_ICONS: Readonly<Record<ProcessorState | 'silent', LucideIcon>> = {
  starting: CircleDashed,
  idle: CircleCheck,
  working: Activity,
  'backing-off': RotateCw,
  paused: CirclePause,
  stopped: CircleStop,
  silent: CircleAlert,
};
