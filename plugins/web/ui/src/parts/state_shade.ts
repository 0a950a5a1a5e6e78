// state_shade.ts - states that say something came to nothing, in whatever workflow.
const bad = /cancel|lost|refus|void|reject|fail|broken|parked|blocked|declin/;

export const isBad = (name: unknown) => bad.test(String(name));
