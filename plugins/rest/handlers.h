/* handlers.h - what answers the routes; each leaves an answer in its exchange or has it wait. */
#ifndef REST_HANDLERS_H
#define REST_HANDLERS_H

#include <stdbool.h>

struct exchange;

/* health.c */
void health_alive(struct exchange *exchange);
void health_ready(struct exchange *exchange);
/* metrics_text.c */
void metrics_tell(struct exchange *exchange);
/* session.c, tokens.c */
void session_login(struct exchange *exchange);
void session_logout(struct exchange *exchange);
void session_me(struct exchange *exchange);
void token_list(struct exchange *exchange);
void token_create(struct exchange *exchange);
void token_revoke(struct exchange *exchange);
/* meta.c */
void meta_all(struct exchange *exchange);
void meta_entity(struct exchange *exchange);
/* admin.c */
void admin_plugins(struct exchange *exchange);
void admin_switch(struct exchange *exchange);
void admin_health(struct exchange *exchange);
void admin_parked(struct exchange *exchange);
void admin_retry(struct exchange *exchange);
void admin_drop(struct exchange *exchange);
void admin_audit(struct exchange *exchange);
void admin_verify(struct exchange *exchange);
void list_states(struct exchange *exchange);
/* pages.c */
void page_list(struct exchange *exchange);
void page_show(struct exchange *exchange);
/* assets.c: files for browsers; is the path in a folder of them? */
bool asset_known(const struct exchange *exchange);
void asset_show(struct exchange *exchange);
/* prints.c */
void print_make(struct exchange *exchange);
void print_show(struct exchange *exchange);
/* elements.c */
void element_list(struct exchange *exchange);
void element_show(struct exchange *exchange);
/* events.c */
void events_listen(struct exchange *exchange);
/* export.c */
void export_file(struct exchange *exchange);
/* import_begin.c, rejects.c */
void import_begin(struct exchange *exchange);
void import_rejects(struct exchange *exchange);
/* openapi.c */
void openapi_show(struct exchange *exchange);
/* lists.c */
void list_page(struct exchange *exchange);
void list_search(struct exchange *exchange);
void list_find(struct exchange *exchange);
void list_tasks(struct exchange *exchange);
/* figures.c */
void figure_list(struct exchange *exchange);
void figure_show(struct exchange *exchange);
void figure_rows(struct exchange *exchange);
/* records.c, looks.c */
void record_create(struct exchange *exchange);
void record_batch(struct exchange *exchange);
void record_get(struct exchange *exchange);
void record_set(struct exchange *exchange);
void record_remove(struct exchange *exchange);
void record_history(struct exchange *exchange);
void record_explain(struct exchange *exchange);
void record_reveal(struct exchange *exchange);
/* records.c, looks.c */
void move_list(struct exchange *exchange);
void move_do(struct exchange *exchange);
void move_call(struct exchange *exchange);

#endif
