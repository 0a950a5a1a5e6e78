// element.ts - the styles of the parts of Element Plus that are used, and no others.
import "element-plus/theme-chalk/el-var.css";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-button.css";
import "element-plus/theme-chalk/el-input.css";
import "element-plus/theme-chalk/el-dialog.css";
import "element-plus/theme-chalk/el-overlay.css";
import "element-plus/theme-chalk/el-message.css";
import "element-plus/theme-chalk/el-tag.css";
import "element-plus/theme-chalk/el-drawer.css";
import "element-plus/theme-chalk/dark/css-vars.css";
