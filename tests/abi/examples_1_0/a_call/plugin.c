/* plugin.c - answers calls by name: one that reckons with money, one that asks the first. */
#include <dms/dms.h>

static const struct dms_argument arguments[] = {
    { .name = "price", .type = DMS_MONEY, .flags = DMS_REQUIRED },
    { .name = "points", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};

/* PRICE less POINTS basis points. */
static enum dms_status
reckon(struct dms_unit *unit, const struct dms_json *given, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    char text[24];
    int64_t fen = 0, points = dms_json_integer_at(given, "points");
    (void)unit, (void)data;
    if (points < 0 || points > 10000)
        return dms_fail_field(error, DMS_INVALID, "points", "a_call.points", "points=%d",
                              (int)points);
    enum dms_status st = dms_money_load(dms_json_text_at(given, "price"), &fen, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_text(
        *answer, "net",
        dms_money_print(fen - dms_money_share(fen, points), text, sizeof(text)));
    return DMS_OK;
}
static const struct dms_call_card net =
    DMS_CALL(.name = "a_call.net", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .run = reckon, DMS_ARGUMENTS(arguments));

static enum dms_status
ask_other(struct dms_unit *unit, const struct dms_json *given, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *question = dms_json_create_object();
    (void)given, (void)data;
    dms_json_set_text(question, "price", "100.00");
    dms_json_set_integer(question, "points", 1000);
    enum dms_status st = dms_unit_can_call(unit, "a_call.net")
                             ? dms_call(unit, "a_call.net", question, answer, error)
                             : dms_fail(error, DMS_BUG, "a_call.nobody", "%s", "");
    dms_json_destroy(question);
    return st;
}
static const struct dms_call_card example =
    DMS_CALL(.name = "a_call.example",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS | DMS_CALL_OPEN,
             .run = ask_other);

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_call(registrar, &net, error);
    return st == DMS_OK ? dms_register_call(registrar, &example, error) : st;
}

DMS_PLUGIN(.name = "a_call", .version = "1.0.0", .start = start);
