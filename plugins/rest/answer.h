/* answer.h - what goes back. */
#ifndef REST_ANSWER_H
#define REST_ANSWER_H

#include "exchange.h"

/* Each makes the answer of the exchange; the first one stays. JSON is taken. */
void answer_json(struct exchange *exchange, unsigned status, struct dms_json *json);
/* BODY, from malloc, is taken. TYPE is a constant. */
void answer_body(struct exchange *exchange, unsigned status, const char *type, char *body);
void answer_empty(struct exchange *exchange, unsigned status);
/* One more header; NAME is a constant. */
void answer_header(struct exchange *exchange, const char *name, const char *format, ...)
    DMS_PRINTF(3, 4);
/* Hands it to the connection, with all that every answer carries. */
enum MHD_Result answer_send(struct exchange *exchange);
void answer_clear(struct answer *answer);

#endif
