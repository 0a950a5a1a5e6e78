// element.ts - what of Element Plus is used. By file: its index would bring everything along.
export { ElButton } from "element-plus/es/components/button/index.mjs";
export { ElConfigProvider } from "element-plus/es/components/config-provider/index.mjs";
export { ElDialog } from "element-plus/es/components/dialog/index.mjs";
export { ElDrawer } from "element-plus/es/components/drawer/index.mjs";
export { ElInput } from "element-plus/es/components/input/index.mjs";
