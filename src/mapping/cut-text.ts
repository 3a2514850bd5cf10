/** The text, or its beginning and an ellipsis: at most so many characters, and never half of one. */
export function cutText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
