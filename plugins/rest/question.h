/* question.h - what is asked of the house for an exchange, with the rights of its visitor. */
#ifndef REST_QUESTION_H
#define REST_QUESTION_H

#include "exchange.h"

/* {"do":NAME} with the entity and the id of the path, when the route has them. */
struct dms_json *question_create(const struct exchange *exchange, const char *name);
/* Puts the body, if one came, into QUESTION as NAME. It is the exchange's no more: the writer's thread
 * takes the question apart, and nobody else may hold a part of it then. */
void question_body(struct exchange *exchange, struct dms_json *question, const char *name);
/* The visitor's request. Borrowed from the exchange. */
struct dms_request question_request(const struct exchange *exchange);
/* Asks what only reads, and waits. Takes QUESTION. NULL: a problem is the answer. Otherwise
 * yours to destroy. */
struct dms_json *question_read(struct exchange *exchange, struct dms_json *question);
/* The same, printed: for what is sent on as it is. The answer's text and next are yours to
 * free(). False: a problem is the answer. */
bool question_print(struct exchange *exchange, struct dms_json *question,
                    struct dms_answer_text *answer);
/* Asks what may write: the connection sleeps, then FINISH is called. Takes QUESTION. */
void question_write(struct exchange *exchange, struct dms_json *question,
                    exchange_finish finish);
/* The parameter NAME as a member of QUESTION: as text; as a whole number; as JSON; as true or
 * false. Nothing when it was not given; INVALID leaves a problem. */
enum dms_status question_text(struct exchange *exchange, struct dms_json *question,
                              const char *name, const char *member);
enum dms_status question_number(struct exchange *exchange, struct dms_json *question,
                                const char *name);
enum dms_status question_flag(struct exchange *exchange, struct dms_json *question,
                              const char *name);
enum dms_status question_json(struct exchange *exchange, struct dms_json *question,
                              const char *name);

#endif
