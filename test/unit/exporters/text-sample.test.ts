import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampledText } from '../../../src/exporters/checks/text-sample.ts';
import { encodingVerdict, judgeEncoding } from '../../../src/mapping/text-encoding.ts';
import type { SampledText } from '../../../src/model/encoding.ts';

/** Sentences as people write them, with the marks that follow accents: “É…” and “ß–” are bytes of other characters. */
const SOUND = {
  French: [
    'Le café est fermé, à bientôt !',
    'Élodie a déjà répondu…',
    'CAFÉ…',
    '« Ça marche ? » – oui, dès lundi',
    'Réunion à 14 h 30, salle “Été”',
    'NOËL À PARIS',
    'Où est le dossier n° 5 ?',
  ],
  German: [
    'Größe: 30–40 cm',
    'Viel Spaß…',
    'Müller kommt später, Grüße',
    'Straße gesperrt (Fußgänger frei)',
    'ÜBERGABE IN DER KÜCHE',
    '„Schön“, sagte er.',
  ],
  Vietnamese: ['Tiếng Việt rất đẹp', 'Chào buổi sáng, mọi người', 'Đã xong…', 'Cám ơn bạn nhé'],
  Japanese: ['開発チームの皆さん', 'お疲れ様です。', '会議は10時〜11時です', '了解しました！'],
  Portuguese: ['Não, amanhã…', 'Reunião às 10h', 'AMANHÃ', 'É isso…', 'Ação concluída'],
  Polish: ['Cześć, jak się masz?', 'Łódź – Kraków', 'Zażółć gęślą jaźń'],
  symbols: ['“quoted”', '10 €', 'a → b', '★ done ★', '© 2020 – 2024', 'naïve…', '🎉'],
};

/** Windows-1252, as above in the bytes of its table; only these appear in the sentences. */
const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

const sample = (texts: readonly string[]): readonly SampledText[] =>
  texts.flatMap((text, index) => sampledText(text, index % 5 === 0, index + 1));

/** Some of the sentences, in any order. */
const drawn = (sentences: readonly string[], minLength: number) =>
  fc.shuffledSubarray([...sentences], { minLength });

describe.each(Object.entries(SOUND))('texts in %s', (_language, sentences) => {
  it('are sound, and their repair is refused', () => {
    const read = sample(sentences);
    expect(read.length).toBe(sentences.length);
    expect(judgeEncoding(read).state).toBe('sound');
    expect(encodingVerdict(read, 'latin1').kind).toBe('not-so');
  });

  it('are wrong when they were restored as latin1', () => {
    fc.assert(
      fc.property(drawn(sentences, 3), (texts) => {
        const read = sample(texts.map(asLatin1));
        expect(read.every(({ undone }) => undone.length > 0)).toBe(true);
        expect(encodingVerdict(read, undefined)).toMatchObject({
          kind: 'repair',
          setting: 'latin1',
        });
        expect(encodingVerdict(read, 'latin1').kind).toBe('fine');
      }),
    );
  });
});

describe('texts of all languages', () => {
  it('are sound together, with a post about wrong texts among them', () => {
    fc.assert(
      fc.property(drawn(Object.values(SOUND).flat(), 10), (texts) => {
        const distinct = [...texts, 'é–‹ç™º is what it shows'];
        expect(judgeEncoding(sample(distinct)).state).toBe('sound');
      }),
    );
  });
});
