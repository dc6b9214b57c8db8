import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openOutbox } from '../../../core/host/outbox.ts';
import { aPost } from '../../fakes/post.ts';
import { tempFolder } from '../../fakes/rig.ts';

const HERE = 'https://here.table.example';
const ID = '0f0e0d0c-1111-4222-8333-444455556666';

describe('the outbox', () => {
  test('keeps a post in a file that only its owner can read, until it is removed', () => {
    const home = tempFolder();
    const post = aPost({ id: ID });
    openOutbox(home, HERE).keep(post);
    const again = openOutbox(home, HERE);
    expect(again.list()).toEqual([post]);
    expect(again.get(ID)).toEqual(post);
    const file = join(home, 'outbox', `${ID}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    again.remove(ID);
    expect(again.list()).toEqual([]);
    expect(readdirSync(join(home, 'outbox'))).toEqual([]);
  });

  test('lists the earliest first', () => {
    const outbox = openOutbox(tempFolder(), HERE);
    const later = aPost({ createdAt: 2 });
    const earlier = aPost({ createdAt: 1 });
    outbox.keep(later);
    outbox.keep(earlier);
    expect(outbox.list()).toEqual([earlier, later]);
  });

  test.each(['../../secrets', '/etc/passwd', '..', 'a/b', 'CON'])(
    'an id like %j does not leave the folder',
    (id) => {
      const home = tempFolder();
      openOutbox(home, HERE).keep(aPost({ id }));
      expect(readdirSync(home)).toEqual(['outbox']);
      expect(readdirSync(join(home, 'outbox'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
      expect(openOutbox(home, HERE).get(id)?.id).toBe(id);
    },
  );

  test.each(['{"format": 1, "place": "x", "po', '[]', 'null', '{"format":1,"place":"x","post":{"id":1}}'])(
    'a file that says %j is kept aside and told of',
    (text) => {
      const home = tempFolder();
      mkdirSync(join(home, 'outbox'));
      writeFileSync(join(home, 'outbox', `${ID}.json`), text);
      const outbox = openOutbox(home, HERE);
      expect(outbox.list()).toEqual([]);
      const aside = join(home, 'outbox', `${ID}.json.damaged`);
      expect(outbox.damaged()).toEqual([aside]);
      expect(readFileSync(aside, 'utf8')).toBe(text);
    },
  );

  test('a post for another storage stays where it is, and is counted', () => {
    const home = tempFolder();
    openOutbox(home, HERE).keep(aPost());
    const other = openOutbox(home, 'local');
    expect([other.list(), other.stranded()]).toEqual([[], 1]);
    expect(openOutbox(home, HERE).list()).toHaveLength(1);
  });
});
