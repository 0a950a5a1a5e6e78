/* stock_deeds.h - the operations of stock_test.c, done as people do them: documents, transitions and
 * calls, in one unit each. */
#ifndef TESTS_FAULT_STOCK_DEEDS_H
#define TESTS_FAULT_STOCK_DEEDS_H

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include <dms/house.h>

#include "stock_model.h"

struct world {
    char dir[64];
    struct dms_house *house;
    struct dms_error *error;
    struct model model;
    int64_t parts[PARTS], places[PLACES], supplier;
    uint64_t seed, state;
    char fault[400];
};

/* One operation: what is asked, and what must come of it. */
struct deed {
    struct world *world;
    int kind, part, place, subject, other;
    int64_t quantity, price;
    /* Predicted: */
    bool refused;
    int64_t cost;
    /* Filled: */
    int64_t answer, made;
};

/* Small words of the contract. ------------------------------------------------------------ */

static inline enum dms_status
put(struct dms_unit *unit, const char *entity, const char *fields, int64_t *id,
    struct dms_error *error)
{
    struct dms_json *json = NULL;
    struct dms_record *record = NULL;
    enum dms_status st = dms_json_load(fields, strlen(fields), &json, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, entity, &record, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(json); i++)
        st = dms_record_set_json(record, dms_json_key_at(json, i),
                                 dms_json_value_at(json, i), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    if (st == DMS_OK)
        *id = dms_record_id(record);
    dms_json_destroy(json);
    return st;
}

static inline enum dms_status
go(struct dms_unit *unit, const char *entity, int64_t id, const char *transition,
   struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_edit(unit, entity, id, &record, error);
    return st == DMS_OK ? dms_unit_transition(unit, record, transition, NULL, error) : st;
}

static inline enum dms_status
ask(struct dms_unit *unit, const char *name, const char *arguments,
    struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *json = NULL;
    enum dms_status st = dms_json_load(arguments, strlen(arguments), &json, error);
    if (st == DMS_OK)
        st = dms_call(unit, name, json, answer, error);
    dms_json_destroy(json);
    return st;
}

static inline const char *
pieces(struct dms_unit *unit, int64_t quantity)
{
    char text[24];
    return dms_scratch_printf(unit, "%s",
                              dms_decimal_print(quantity, text, sizeof(text)));
}

static inline const char *
yuan(struct dms_unit *unit, int64_t fen)
{
    char text[24];
    return dms_scratch_printf(unit, "%s", dms_money_print(fen, text, sizeof(text)));
}

/* The operations: as people do them, in one unit each. --------------------------------------- */

static inline int64_t
part_of(const struct deed *deed)
{
    return deed->world->parts[deed->part];
}

static inline int64_t
place_of(const struct deed *deed)
{
    return deed->world->places[deed->place];
}

static inline enum dms_status
receive(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    static const char *const ways[] = { "request", "approve", "order" };
    int64_t purchase = 0, ordered = 0, receipt = 0;
    const char *quantity = pieces(unit, deed->quantity);
    enum dms_status st =
        put(unit, "parts.purchase",
            dms_scratch_printf(unit, "{\"supplier\":%" PRId64 ",\"warehouse\":%" PRId64 "}",
                               deed->world->supplier, place_of(deed)),
            &purchase, error);
    if (st == DMS_OK)
        st = put(unit, "parts.purchase_line",
                 dms_scratch_printf(unit,
                                    "{\"purchase\":%" PRId64 ",\"part\":%" PRId64
                                    ",\"quantity\":\"%s\",\"price\":\"%s\"}",
                                    purchase, part_of(deed), quantity,
                                    yuan(unit, deed->price)),
                 &ordered, error);
    for (size_t i = 0; st == DMS_OK && i < 3; i++)
        st = go(unit, "parts.purchase", purchase, ways[i], error);
    if (st == DMS_OK)
        st = put(unit, "parts.receipt",
                 dms_scratch_printf(unit,
                                    "{\"purchase\":%" PRId64 ",\"certificate\":\"C\"}",
                                    purchase),
                 &receipt, error);
    if (st == DMS_OK)
        st = put(unit, "parts.receipt_line",
                 dms_scratch_printf(unit,
                                    "{\"receipt\":%" PRId64 ",\"purchase_line\":%" PRId64
                                    ",\"quantity\":\"%s\",\"accepted\":\"%s\"}",
                                    receipt, ordered, quantity, quantity),
                 &deed->made, error);
    if (st == DMS_OK)
        st = go(unit, "parts.receipt", receipt, "inspect", error);
    return st == DMS_OK ? go(unit, "parts.receipt", receipt, "post", error) : st;
}

static inline enum dms_status
issue_or_reserve(struct dms_unit *unit, struct deed *deed, const char *call,
                 struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        ask(unit, call,
            dms_scratch_printf(unit,
                               "{\"subject_entity\":\"x\",\"subject\":%d,\"lines\":[{"
                               "\"part\":%" PRId64 ",\"warehouse\":%" PRId64
                               ",\"quantity\":\"%s\"}]}",
                               deed->subject + 1, part_of(deed), place_of(deed),
                               pieces(unit, deed->quantity)),
            &answer, error);
    const struct dms_json *line = dms_json_at(dms_json_at_key(answer, "lines"), 0);
    deed->answer = dms_json_integer_at(answer, "cost");
    deed->made = dms_json_integer_at(line, "movement");
    dms_json_destroy(answer);
    return st;
}

static inline enum dms_status
release(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = ask(
        unit, "parts.release",
        dms_scratch_printf(unit, "{\"subject_entity\":\"x\",\"subject\":%d}",
                           deed->subject + 1),
        &answer, error);
    deed->answer = dms_json_integer_at(answer, "released");
    dms_json_destroy(answer);
    return st;
}

static inline enum dms_status
give_back(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        ask(unit, "parts.return",
            dms_scratch_printf(unit,
                               "{\"lines\":[{\"movement\":%" PRId64
                               ",\"quantity\":\"%s\"}]}",
                               deed->world->model.gone[deed->other].movement,
                               pieces(unit, deed->quantity)),
            &answer, error);
    deed->answer = dms_json_integer_at(answer, "cost");
    dms_json_destroy(answer);
    return st;
}

static inline enum dms_status
adjust(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    int64_t id = 0;
    enum dms_status st =
        put(unit, "parts.adjustment",
            dms_scratch_printf(unit,
                               "{\"part\":%" PRId64 ",\"warehouse\":%" PRId64
                               ",\"quantity\":\"%s\",\"reason\":\"x\"}",
                               part_of(deed), place_of(deed),
                               pieces(unit, deed->quantity)),
            &id, error);
    return st == DMS_OK ? go(unit, "parts.adjustment", id, "approve", error) : st;
}

static inline enum dms_status
transfer(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    int64_t id = 0, line = 0;
    const struct dms_list *found = NULL;
    struct dms_record *arrived = NULL;
    enum dms_status st = put(
        unit, "parts.transfer",
        dms_scratch_printf(unit,
                           "{\"from_warehouse\":%" PRId64 ",\"to_warehouse\":%" PRId64
                           "}",
                           place_of(deed), deed->world->places[1 - deed->place]),
        &id, error);
    if (st == DMS_OK)
        st = put(unit, "parts.transfer_line",
                 dms_scratch_printf(unit,
                                    "{\"transfer\":%" PRId64 ",\"part\":%" PRId64
                                    ",\"quantity\":\"%s\"}",
                                    id, part_of(deed), pieces(unit, deed->quantity)),
                 &line, error);
    if (st == DMS_OK)
        st = go(unit, "parts.transfer", id, "send", error);
    if (st == DMS_OK)
        st = dms_unit_find(unit, "parts.arrival_line",
                           "{\"sort\":\"-id\",\"limit\":1}", NULL, &found, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "parts.arrival_line",
                           dms_record_id(dms_list_at(found, 0)), &arrived, error);
    if (st == DMS_OK && deed->price > 0) { /* so much was lost on the way */
        st = dms_record_set_int(arrived, "received", deed->quantity - deed->price, error);
        if (st == DMS_OK)
            st = dms_record_set_text(arrived, "reason", "x", error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, arrived, error);
    }
    return st == DMS_OK ? go(unit, "parts.arrival", dms_record_int(arrived, "arrival"),
                             "receive", error)
                        : st;
}

static inline enum dms_status
bill(struct dms_unit *unit, struct deed *deed, struct dms_error *error)
{
    int64_t id = 0, line = 0;
    const struct come *come = &deed->world->model.come[deed->other];
    enum dms_status st = put(
        unit, "parts.invoice",
        dms_scratch_printf(unit,
                           "{\"number\":\"%" PRId64 "\",\"supplier\":%" PRId64
                           ",\"dated_on\":\"2026-11-02\",\"amount\":\"%s\"}",
                           come->line, deed->world->supplier,
                           yuan(unit, model_share(deed->price, come->quantity, 1000))),
        &id, error);
    if (st == DMS_OK)
        st = put(unit, "parts.invoice_line",
                 dms_scratch_printf(unit,
                                    "{\"invoice\":%" PRId64 ",\"receipt_line\":%" PRId64
                                    ",\"quantity\":\"%s\",\"price\":\"%s\"}",
                                    id, come->line, pieces(unit, come->quantity),
                                    yuan(unit, deed->price)),
                 &line, error);
    return st == DMS_OK ? go(unit, "parts.invoice", id, "match", error) : st;
}

static inline enum dms_status
perform(struct dms_unit *unit, void *context, struct dms_json **answer,
        struct dms_error *error)
{
    struct deed *deed = context;
    (void)answer;
    switch (deed->kind) {
    case 0: return receive(unit, deed, error);
    case 1: return issue_or_reserve(unit, deed, "parts.issue", error);
    case 2: return issue_or_reserve(unit, deed, "parts.reserve", error);
    case 3: return release(unit, deed, error);
    case 4: return give_back(unit, deed, error);
    case 5: return adjust(unit, deed, error);
    case 6: return transfer(unit, deed, error);
    default: return bill(unit, deed, error);
    }
}

#endif
