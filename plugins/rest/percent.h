/* percent.h - text as it may stand in a query or in a header. */
#ifndef REST_PERCENT_H
#define REST_PERCENT_H

/* All but letters, digits and -._~ becomes %XX. Yours to free(). */
char *percent_encode(const char *text);

#endif
