import type { FlowElement } from '../elements/writer.ts';
import { splitElement } from './split-element.ts';
import { elementWeight, PART_WEIGHT } from './weight.ts';

/** An element that must be cut anyway begins in a part that is at least half empty. */
const WORTH_FILLING = PART_WEIGHT / 2;

/** Divides a flow into parts that one message can hold: between elements where possible. */
export function splitFlow(flow: readonly FlowElement[]): FlowElement[][] {
  const parts: FlowElement[][] = [[]];
  let room = PART_WEIGHT;
  const waiting = [...flow].reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const weight = elementWeight(element);
    const isWhole = element.type === 'table' || weight <= PART_WEIGHT;
    if (weight > room && (isWhole ? room < PART_WEIGHT : room < WORTH_FILLING)) {
      parts.push([]);
      room = PART_WEIGHT;
    }
    if (weight <= room || element.type === 'table') {
      parts.at(-1)?.push(element);
      room -= weight;
      continue;
    }
    const { head, rest } = splitElement(element, room);
    parts.at(-1)?.push(head);
    for (const piece of [...rest].reverse()) waiting.push(piece);
    room = 0;
  }
  return parts;
}
