/** Lays out a treemap: rectangles whose areas are as their weights, each as near to a square as goes. */

/** In parts of the whole, from 0 to 1. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * One rectangle for each weight, in the same order, by the squarified treemaps of Bruls, Huizing and van Wijk (2000).
 * @param weights over 0, the largest first
 * @param aspect width of the whole divided by its height
 */
export function squarify(weights: readonly number[], aspect: number): readonly Rectangle[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const areas = weights.map((weight) => (weight / total) * aspect);
  const made: Rectangle[] = [];
  let room: Rectangle = { left: 0, top: 0, width: aspect, height: 1 };
  for (let from = 0; from < areas.length;) {
    const side = Math.min(room.width, room.height);
    let to = from + 1;
    while (to < areas.length && worstOf(areas.slice(from, to + 1), side) <= worstOf(areas.slice(from, to), side)) to++;
    const strip = areas.slice(from, to);
    made.push(...laidOut(strip, room));
    room = rest(strip, room);
    from = to;
  }
  return made.map(({ left, top, width, height }) => ({ left: left / aspect, top, width: width / aspect, height }));
}

/** How far from a square the worst rectangle of a strip along a side is. */
function worstOf(strip: readonly number[], side: number): number {
  const sum = strip.reduce((total, area) => total + area, 0);
  const [largest = 0, smallest = 0] = [strip[0], strip.at(-1)];
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
}

function laidOut(strip: readonly number[], room: Rectangle): readonly Rectangle[] {
  const thickness = thicknessOf(strip, room);
  let at = 0;
  return strip.map((area) => {
    const length = area / thickness;
    const offset = at;
    at += length;
    return room.width >= room.height
      ? { left: room.left, top: room.top + offset, width: thickness, height: length }
      : { left: room.left + offset, top: room.top, width: length, height: thickness };
  });
}

function rest(strip: readonly number[], room: Rectangle): Rectangle {
  const thickness = thicknessOf(strip, room);
  return room.width >= room.height
    ? { ...room, left: room.left + thickness, width: room.width - thickness }
    : { ...room, top: room.top + thickness, height: room.height - thickness };
}

function thicknessOf(strip: readonly number[], { width, height }: Rectangle): number {
  return strip.reduce((sum, area) => sum + area, 0) / Math.min(width, height);
}
