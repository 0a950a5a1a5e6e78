// window.ts - the span one looks at, the same on all pages with figures.
import { ref } from "vue";

export const figureWindow = ref("month");
