/* answer.h - what goes back. */
#ifndef REST_ANSWER_H
#define REST_ANSWER_H

#include "exchange.h"

/* Each makes the answer of the exchange; the first one stays. JSON is taken. */
void answer_json(struct exchange *exchange, unsigned status, struct dms_json *json);
/* What the house has printed; its text is taken. */
void answer_said(struct exchange *exchange, unsigned status, struct dms_answer_text *said);
/* BODY, from malloc, is taken. TYPE is a constant. */
void answer_body(struct exchange *exchange, unsigned status, const char *type, char *body);
/* FILE, which is closed later, from its beginning to its end. */
void answer_open_file(struct exchange *exchange, int file, const char *type);
/* FILE, which is closed later, from its beginning to its end, to be kept as NAME.SUFFIX. */
void answer_file(struct exchange *exchange, int file, const char *type, const char *name,
                 const char *suffix);
void answer_empty(struct exchange *exchange, unsigned status);
/* One more header; NAME is a constant. */
void answer_header(struct exchange *exchange, const char *name, const char *format, ...)
    DMS_PRINTF(3, 4);
/* Hands it to the connection, with all that every answer carries. */
enum MHD_Result answer_send(struct exchange *exchange);
void answer_clear(struct answer *answer);

#endif
