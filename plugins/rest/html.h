/* html.h - text as it may stand in a page. */
#ifndef REST_HTML_H
#define REST_HTML_H

/* What means something to HTML becomes a name. Yours to free(). */
char *html_text(const char *text);

#endif
