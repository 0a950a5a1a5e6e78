/* paper_style.c - what all papers look like, before a template says more: black on white, one size of
 * paper, tables whose heads come again on the next page, the number of the page in the foot. */
#include <string.h>

#include "door/paper.h"

/* A dot-matrix form is 241 mm wide and torn to a half, a third or not at all. Its printer has one
 * letter and no grey. */
static const struct {
    const char *name, *size, *margin;
    bool matrix;
} sizes[] = {
    { "a4", "A4 portrait", "15mm 15mm 18mm", false },
    { "a4_landscape", "A4 landscape", "12mm 15mm 16mm", false },
    { "form_279", "241mm 279.4mm", "8mm 14mm 12mm", true },
    { "form_140", "241mm 139.7mm", "6mm 14mm 10mm", true },
    { "form_93", "241mm 93.1mm", "5mm 14mm 8mm", true },
};
const char *const paper_sizes[] = { "a4",       "a4_landscape", "form_279",
                                    "form_140", "form_93",      NULL };

static const char common[] =
    "*{box-sizing:border-box}"
    "body{margin:0 auto;color:#000;background:#fff;line-height:1.45}"
    "h1{font-size:1.6em;text-align:center;margin:0 0 .6em;letter-spacing:.1em}"
    "h2{font-size:1.1em;margin:1em 0 .3em}p{margin:.3em 0}"
    "table{width:100%;border-collapse:collapse;margin:.5em 0}"
    "thead{display:table-header-group}tfoot{display:table-row-group}"
    "tr,.whole{break-inside:avoid}"
    "th,td{border:1px solid #000;padding:.25em .5em;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{font-weight:600}"
    ".plain th,.plain td{border:0;padding:.15em .5em .15em 0}"
    ".num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".store{display:flex;justify-content:space-between;gap:1em;margin-bottom:.8em}"
    ".total{font-weight:600}.text{white-space:pre-wrap}.small{font-size:.85em}"
    ".sign{display:flex;gap:2em;margin-top:2em;break-inside:avoid}"
    ".sign>div{flex:1;border-top:1px solid #000;padding-top:.3em}"
    ".box{display:inline-block;width:1em;height:1em;border:1px solid #000}"
    ".reprint{text-align:right;font-weight:700;margin:0 0 .4em}"
    "@media screen{body{padding:10mm}}";
static const char graphic[] =
    "body{max-width:190mm;font:10.5pt/1.45 \"Noto Sans CJK SC\",\"Source Han Sans SC\","
    "\"Microsoft YaHei\",\"PingFang SC\",sans-serif}thead th{background:#eee}";
static const char matrix[] =
    "body{max-width:213mm;font:10pt/1.3 \"Noto Sans Mono CJK SC\",SimSun,NSimSun,"
    "monospace}h1{font-size:1.3em;margin-bottom:.3em}table{margin:.3em 0}"
    "th,td{padding:.1em .4em}.sign{margin-top:1em}.store{margin-bottom:.4em}";

void
paper_style(const struct paper *paper, const char *pages, struct text *out)
{
    size_t at = 0;
    while (strcmp(sizes[at].name, paper->size) != 0)
        at++;
    text_printf(out,
                "@page{size:%s;margin:%s;@bottom-center{content:%s;font-size:8pt}}%s%s",
                sizes[at].size, sizes[at].margin, pages, common,
                sizes[at].matrix ? matrix : graphic);
}
