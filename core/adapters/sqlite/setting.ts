export const READ_SETTING = 'SELECT value FROM settings WHERE key = ?';
export const WRITE_SETTING =
  'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
