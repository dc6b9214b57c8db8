import { dialog } from 'electron';

/** Beside whatever the person does; Perch goes on behind it. */
export async function askToReopen(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: 'Perch’s window ended several times in a row',
    detail:
      'It is not opened again by itself. Posts go out all the same, and nothing of yours is lost. If it goes on like this, look for a newer Perch, or start it with --disable-gpu.',
    buttons: ['Open it again', 'Not now'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
