import { dialog } from 'electron';

/** Asks beside whatever the person does; goes away by itself when there is nothing to wait for any more. */
export async function askToQuitNow(posts: number, over: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: posts === 1 ? 'Publishing 1 post…' : `Publishing ${posts} posts…`,
    detail:
      'Perch quits as soon as X has answered. If you quit now, it finds out at its next start whether the post is out, and never sends it twice.',
    buttons: ['Finish first', 'Quit now'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal: over,
  });
  return response === 1;
}
