// vite.config.ts - the UI's build; DMS_WEB_OUT is where CMake wants it, DMS_WEB_API whom
// `vite` and `vite preview` ask while somebody works on it.
import { fileURLToPath, URL } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const api = process.env.DMS_WEB_API ?? "http://127.0.0.1:8080";
const proxy = { "/api": { target: api, changeOrigin: false } };

// The same that `dms serve` says, so that a fault shows while developing.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; manifest-src 'self'; " +
  "worker-src 'self'";

// Few files for the first load; what is heavy, or belongs to one kind of page, comes when it is opened.
function chunk(id: string): string | undefined {
  if (/node_modules\/(echarts|zrender)\//.test(id)) return "charts";
  if (/node_modules\/(@event-calendar|svelte|sortablejs|@dagrejs)\//.test(id)) return undefined;
  if (/element-plus\/es\/locale|\/i18n\//.test(id)) return undefined;
  if (/node_modules\/(@vue|vue)\/|plugin-vue/.test(id)) return "vendor";
  if (id.includes("node_modules")) return undefined; // only what is used of them, where it is used
  if (/\/src\/(admin\/(?!pages)|board\/|form\/|figures\/(chart|TrendChart|ChartCard|FigurePage))/.test(id)) {
    return /\/src\/form\//.test(id) ? "form" : undefined;
  }
  return /\/src\//.test(id) ? "app" : undefined;
}

export default defineConfig({
  base: "/ui/",
  plugins: [vue()],
  resolve: {
    alias: {
      "@words": fileURLToPath(new URL("../i18n", import.meta.url)),
      "@": fileURLToPath(new URL("./src", import.meta.url)),
    },
  },
  build: {
    outDir: process.env.DMS_WEB_OUT ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rollupOptions: { output: { manualChunks: chunk } },
  },
  server: { proxy, fs: { allow: [".."] } },
  preview: { proxy, headers: { "Content-Security-Policy": policy } },
});
