/** JSON that is faster where that pays, and `JSON.stringify` where it doesn't. */
export { serializer, type Serializer, type SerializerOptions, type SerializerPath } from './serializer.ts';
export type { Shape } from './shape.ts';
