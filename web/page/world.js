export const WORLD = {};
