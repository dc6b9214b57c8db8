// A word missing here is refused by name: chrono-node would skip it without a word.
const WORDS = new Set(
  [
    'january february march april may june july august september october november december',
    'jan feb mar apr jun jul aug sep sept oct nov dec',
    'monday tuesday wednesday thursday friday saturday sunday',
    'mon tue tues wed weds thu thur thurs fri sat sun',
    'today tonight tomorrow tmr tmrw yesterday midnight',
    "morning afternoon evening night am pm a.m p.m o'clock",
    'at on in of the this next last ago from now after day days week weeks',
    'a one two three four five six seven eight nine ten',
    'st nd rd th',
  ].flatMap((line) => line.split(' ')),
);

const TOKEN = /[a-z][a-z.']*[a-z]|[a-z]|\d+|[^\s\da-z]+/g;
const MARKS = /^[:,./-]+$/;

/** The words and marks of a lower-case text that Perch does not know, in order, each once. */
export function unknownWords(text: string): readonly string[] {
  const tokens = text.replace(/([ap])\.m\.(?=$|[ ,])/g, '$1m').match(TOKEN) ?? [];
  return [
    ...new Set(tokens.filter((token) => !WORDS.has(token) && !/^\d+$/.test(token) && !MARKS.test(token))),
  ];
}
