/* parts.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef PARTS_PARTS_H
#define PARTS_PARTS_H

#include "dms/dms.h"

#define PARTS_QUANTITY INT64_C(1000000000)    /* a million pieces: more is a slip of the hand */
#define PARTS_MONEY    INT64_C(1000000000000) /* ten milliard yuan, likewise */

extern const struct dms_entity parts_part_entity;
extern const struct dms_entity parts_warehouse_entity;
extern const struct dms_entity parts_bin_entity;
extern const struct dms_entity parts_lot_entity;
extern const struct dms_entity parts_stock_entity;
extern const struct dms_entity parts_movement_entity;
extern const struct dms_entity parts_reservation_entity;
extern const struct dms_entity parts_demand_entity;
extern const struct dms_entity parts_supersession_entity;
extern const struct dms_entity parts_adjustment_entity;
extern const struct dms_entity parts_stocktake_entity;
extern const struct dms_entity parts_stocktake_line_entity;
extern const struct dms_entity parts_count_entity;
extern const struct dms_entity parts_transfer_entity;
extern const struct dms_entity parts_transfer_line_entity;
extern const struct dms_entity parts_arrival_entity;
extern const struct dms_entity parts_arrival_line_entity;
extern const struct dms_entity parts_supplier_entity;
extern const struct dms_entity parts_supplier_score_entity;
extern const struct dms_entity parts_purchase_entity;
extern const struct dms_entity parts_purchase_line_entity;
extern const struct dms_entity parts_receipt_entity;
extern const struct dms_entity parts_receipt_line_entity;
extern const struct dms_entity parts_invoice_entity;
extern const struct dms_entity parts_invoice_line_entity;
extern const struct dms_entity parts_sale_entity;
extern const struct dms_entity parts_sale_line_entity;
extern const struct dms_entity parts_sale_return_entity;
extern const struct dms_entity parts_sales_target_entity;
extern const struct dms_entity parts_agreement_entity;
extern const struct dms_entity parts_notice_entity;
extern const struct dms_entity parts_rebate_entity;
extern const struct dms_entity parts_consultation_entity;
extern const struct dms_entity parts_lender_entity;
extern const struct dms_entity parts_loan_product_entity;
extern const struct dms_entity parts_access_entity;
extern const struct dms_entity parts_condition_check_entity;
extern const struct dms_entity parts_assessment_entity;
extern const struct dms_entity parts_shortage_entity;
extern const struct dms_entity parts_clearance_entity;

/* Behaviours, one per file. A list ends with a hook (a call) without a name. */
extern const struct dms_hook parts_limits_hooks[];
extern const struct dms_hook parts_supersession_hooks[];
extern const struct dms_hook parts_opening_hooks[];
extern const struct dms_hook parts_adjustment_hooks[];
extern const struct dms_hook parts_stocktake_hooks[];
extern const struct dms_hook parts_count_hooks[];
extern const struct dms_hook parts_transfer_hooks[];
extern const struct dms_hook parts_arrival_hooks[];
extern const struct dms_hook parts_supplier_hooks[];
extern const struct dms_hook parts_purchase_hooks[];
extern const struct dms_hook parts_receipt_hooks[];
extern const struct dms_hook parts_invoice_hooks[];
extern const struct dms_hook parts_sale_hooks[];
extern const struct dms_hook parts_reassess_hooks[];
extern const struct dms_hook parts_remember_sale_hooks[];
extern const struct dms_hook parts_sales_target_hooks[];
extern const struct dms_hook parts_partner_hooks[];
extern const struct dms_hook parts_safety_hooks[];
extern const struct dms_hook parts_shortage_hooks[];
extern const struct dms_hook parts_clearance_hooks[];
extern const struct dms_call_card parts_reserve_calls[];
extern const struct dms_call_card parts_issue_calls[];
extern const struct dms_call_card parts_return_calls[];
extern const struct dms_call_card parts_availability_calls[];
extern const struct dms_call_card parts_price_calls[];
extern const struct dms_call_card parts_opening_calls[];
extern const struct dms_call_card parts_ledger_calls[];
extern const struct dms_call_card parts_sales_calls[];
extern const struct dms_call_card parts_assessment_calls[];
extern const struct dms_call_card parts_suggest_calls[];
extern const struct dms_call_card parts_outlook_calls[];
extern const struct dms_call_card parts_figures_calls[];
extern const struct dms_figure parts_indicators[];
extern const struct dms_timer_handler parts_reservation_timer;
extern const struct dms_timer_handler parts_reassess_timer;
extern const struct dms_importer parts_history_importer;

/* Tables that end with a row of NULL. */
extern const struct dms_role parts_roles[];
extern const struct dms_grant parts_grants[];

/* find.c - small questions several behaviours share. ---------------------------------- */

/* The first record of a query; *RECORD stays NULL when there is none. VALUES is taken. */
enum dms_status parts_find(struct dms_unit *unit, const char *entity, const char *query,
                           struct dms_json *values, const struct dms_record **record,
                           struct dms_error *error);
/* The same for one value "$id". */
enum dms_status parts_find_id(struct dms_unit *unit, const char *entity,
                              const char *query, int64_t id,
                              const struct dms_record **record, struct dms_error *error);
/* All records of a query whose only value is "$id", at most 1,000. */
enum dms_status parts_list(struct dms_unit *unit, const char *entity, const char *query,
                           int64_t id, const struct dms_list **list,
                           struct dms_error *error);
/* An object {"id": ID}. Yours. */
struct dms_json *parts_id_values(int64_t id);
/* Every record of WHERE (an object in written form, taken; may be NULL), page by page. */
typedef enum dms_status (*parts_each)(struct dms_unit *unit,
                                      const struct dms_record *record, void *context,
                                      struct dms_error *error);
enum dms_status parts_walk(struct dms_unit *unit, const char *entity,
                           struct dms_json *where, parts_each each, void *context,
                           struct dms_error *error);
/* WHERE for parts_walk: FIELD is ID, told so that no index on it is taken. A walk goes by id, and
 * page after page would sort all that the index finds. Yours. */
struct dms_json *parts_only(const char *field, int64_t id);
/* As people read them, gone with the unit. */
const char *parts_yuan(struct dms_unit *unit, int64_t fen);
const char *parts_count(struct dms_unit *unit, int64_t thousandths);
/* The code of a part, for errors; "?" when it cannot be read. */
const char *parts_code(struct dms_unit *unit, int64_t part);
/* A member of a call's line in written form or as a number. An absent one is 0. */
enum dms_status parts_read_quantity(const struct dms_json *line, const char *member,
                                    int64_t *thousandths, struct dms_error *error);
enum dms_status parts_read_money(const struct dms_json *line, const char *member,
                                 int64_t *fen, struct dms_error *error);

/* which.c - what a line of a call means. ----------------------------------------------- */

/* The part of "part" (id) or "code" in the unit's store. */
enum dms_status parts_which_part(struct dms_unit *unit, const struct dms_json *line,
                                 const struct dms_record **part, struct dms_error *error);
/* The warehouse of "warehouse", which must be the store's, else the store's main one. */
enum dms_status parts_which_warehouse(struct dms_unit *unit, const struct dms_json *line,
                                      int64_t *warehouse, struct dms_error *error);
/* The stock line of the part there; NULL when it never lay there. */
enum dms_status parts_which_stock(struct dms_unit *unit, int64_t part, int64_t warehouse,
                                  const struct dms_record **stock,
                                  struct dms_error *error);
/* "lines": an array with at least one object. */
enum dms_status parts_which_lines(const struct dms_json *arguments,
                                  const struct dms_json **lines, struct dms_error *error);
/* Says at which line (from 1) it happened: "lines:3". Returns STATUS. */
enum dms_status parts_at_line(struct dms_error *error, size_t index,
                              enum dms_status status);

/* post.c - the one door to the ledger. --------------------------------------------------- */

#define PARTS_AT_AVERAGE INT64_MIN /* as value: what it costs now */

struct parts_posting {
    const char *kind;        /* of parts.movement */
    int64_t part, warehouse; /* REQUIRED */
    int64_t lot;             /* 0: none */
    int64_t quantity;        /* thousandths; in above 0, out below */
    int64_t value;           /* fen, of the sign of quantity; or PARTS_AT_AVERAGE */
    int64_t amount;          /* sold for; 0: not sold */
    int64_t dated_on;        /* 0: today */
    const char *source_entity, *document, *occasion, *reason;
    int64_t source, source_line, reverses;
    int64_t stocktake; /* the one that froze it may post */
    int64_t held;      /* of QUANTITY so much was reserved for this and may go */
    int64_t worth;     /* what leaves just came in for so much, and leaves for it; 0: the average */
    const struct dms_record *fresh; /* a part just entered: nothing of it can be there yet */
    /* Filled: */
    int64_t movement, cost; /* cost: fen above 0, whichever way it went */
    bool again;             /* OCCASION was posted before: nothing happened now */
};

enum dms_status parts_post(struct dms_unit *unit, struct parts_posting *posting,
                           struct dms_error *error);
/* What is written on a lot; NUMBER is REQUIRED, 0 and NULL are not known. */
struct parts_lot {
    int64_t part, made_on, expires_on;
    const char *number, *certificate;
};
/* The lot of PAPER's number, opened and released when there is none. */
enum dms_status parts_lot_of(struct dms_unit *unit, const struct parts_lot *paper, int64_t *id,
                             struct dms_error *error);
/* The look at all parts of the unit's store; *ANSWER is yours to destroy. It plans the next one. */
enum dms_status parts_assess(struct dms_unit *unit, struct dms_json **answer,
                             struct dms_error *error);
enum dms_status parts_plan_assessment(struct dms_unit *unit, struct dms_error *error);
/* Fills AGAIN and what was posted then, when OCCASION was. */
enum dms_status parts_again(struct dms_unit *unit, struct parts_posting *posting,
                            struct dms_error *error);
/* Sets aside (above 0) or lets go (below 0) without moving anything. */
enum dms_status parts_hold(struct dms_unit *unit, int64_t part, int64_t warehouse,
                           int64_t quantity, struct dms_error *error);
/* FIELD "in_transit" or "on_order" of the shelf it will come to: more or, below 0, less. */
enum dms_status parts_expect(struct dms_unit *unit, int64_t part, int64_t warehouse,
                             const char *field, int64_t quantity,
                             struct dms_error *error);
/* That there is not enough, and who has it. */
enum dms_status parts_refuse_short(struct dms_unit *unit, int64_t part, int64_t warehouse,
                                   int64_t free, int64_t asked, struct dms_error *error);
/* Notes what was used, lost or bought in haste in the month of DATED_ON. */
enum dms_status parts_note_demand(struct dms_unit *unit,
                                  const struct parts_posting *posting,
                                  struct dms_error *error);
enum dms_status parts_note_lost(struct dms_unit *unit, int64_t part, int64_t lost,
                                int64_t emergency, struct dms_error *error);

/* certificate.c: posts what leaves for a customer: only with a proof of where it comes from,
 * lot by lot where the part is kept so. COST is of all pieces, MOVEMENT the last one's. */
enum dms_status parts_take(struct dms_unit *unit, const struct dms_record *part,
                           struct parts_posting *posting, struct dms_error *error);

/* supersession.c: what may be fitted for a part: older ones that serve both ways, newer ones. */
#define PARTS_CHAIN 40
struct parts_link {
    int64_t part;
    bool first; /* it is to be used up before the one asked for */
    int64_t old_quantity, new_quantity;
};
struct parts_chain {
    size_t count;
    struct parts_link links[PARTS_CHAIN];
};
enum dms_status parts_chain_of(struct dms_unit *unit, int64_t part,
                               struct parts_chain *chain, struct dms_error *error);
/* The number to order today instead of PART, and how many new for how many old. */
enum dms_status parts_newest(struct dms_unit *unit, int64_t part, int64_t *newest,
                             int64_t *old_quantity, int64_t *new_quantity,
                             struct dms_error *error);

/* reserve.c: so much of a reservation is no longer open, at most QUANTITY; with MOVES the shelf
 * is told by the posting that takes it. */
enum dms_status parts_let_go(struct dms_unit *unit, int64_t reservation, int64_t quantity,
                             bool moves, int64_t *gone, struct dms_error *error);

/* return.c: QUANTITY of an issue or sale comes back; POSTING may bring an occasion. */
enum dms_status parts_take_back(struct dms_unit *unit, int64_t movement, int64_t quantity,
                                const char *reason, struct parts_posting *posting,
                                struct dms_error *error);

/* opening.c: the first stock of a part in a warehouse; AGAIN: it has one, nothing happened. */
enum dms_status parts_open_stock(struct dms_unit *unit, const struct dms_record *part,
                                 int64_t warehouse, int64_t quantity, int64_t value,
                                 const struct parts_lot *paper, int64_t dated_on,
                                 bool *again, struct dms_error *error);

/* adjustment.c: fen a piece, of today's average, else of the last movement; 0: never known. */
enum dms_status parts_last_cost(struct dms_unit *unit, int64_t part, int64_t warehouse,
                                int64_t *piece, struct dms_error *error);

/* arrival.c: the receiving store hears of a transfer, and of each line sent. */
enum dms_status parts_announce(struct dms_unit *unit, const struct dms_record *transfer,
                               struct dms_error *error);
enum dms_status parts_announce_line(struct dms_unit *unit,
                                    const struct dms_record *transfer,
                                    const struct dms_record *line,
                                    struct dms_error *error);

/* receipt_post.c: the hook that puts inspected goods onto the shelf. */
enum dms_status parts_post_receipt(struct dms_unit *unit, struct dms_record *receipt,
                                   void *data, struct dms_error *error);

/* price.c - fen for one piece of a stock line, which may be NULL. */
int64_t parts_average_of(const struct dms_record *stock);
/* What one piece sells for now: the brand's decision, else the list price. */
struct parts_price {
    int64_t price;    /* fen a piece */
    const char *rule; /* "" when the list price holds */
};
enum dms_status parts_decide_price(struct dms_unit *unit, const struct dms_record *part,
                                   int64_t average, const struct dms_json *about,
                                   struct parts_price *price, struct dms_error *error);

#endif
