/* matrix.c - see matrix.h. */
#include "support/matrix.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/watched.h"

#define HERE  "A01"
#define THERE "B01"

/* Made by the house alone, only late in the life of an order, or of two different parts: no
 * plain request makes one. Or as plain as others of their plugin that are made: each record
 * is asked for at every route by every role.
 * None of them has personal fields; their lists are asked for all the same. */
static const char *const not_sampled[] = {
    "core.session",
    "core.token",
    "core.print",
    "notify.delivery",
    "rest.import",
    "sales.payment",
    "sales.inspection",
    "parts.stock",
    "parts.movement",
    "parts.reservation",
    "parts.demand",
    "parts.supersession",
    "parts.stocktake_line",
    "parts.count",
    "parts.transfer",
    "parts.transfer_line",
    "parts.arrival",
    "parts.arrival_line",
    "parts.supplier_score",
    "parts.receipt",
    "parts.receipt_line",
    "parts.invoice_line",
    "parts.sale_return",
    "parts.sales_target",
    "parts.assessment",
    "parts.bin",
    "parts.lot",
    "parts.adjustment",
    "parts.stocktake",
    "parts.purchase_line",
    "parts.invoice",
    "parts.sale_line",
    "parts.notice",
    "parts.rebate",
    "parts.consultation",
    "parts.loan_product",
    "parts.access",
    "parts.condition_check",
    "parts.shortage",
    "parts.clearance",
    "after_sales.payment",
    "after_sales.evaluation",
    "after_sales.settlement",
    "after_sales.write_off",
    "after_sales.top_up",
    "after_sales.check",
    "after_sales.clocking",
    "after_sales.entitlement_use",
    "after_sales.repair_record",
    "after_sales.bay",
    "after_sales.tool",
    "after_sales.operation_time",
    "after_sales.labor_rate",
    "after_sales.maintenance_rule",
    "after_sales.package",
    "after_sales.standard",
    "after_sales.quality_round",
    "after_sales.campaign_scope",
    "after_sales.recall_car",
    "after_sales.entitlement",
    "after_sales.voucher",
    "after_sales.service_card",
    "sales.held_money",
    "sales.deal_line",
    "sales.check_item",
    "sales.bonus",
    "sales.stage",
    "crm.offer_use",
    "crm.answer",
    "crm.spend",
    "crm.gift",
    "crm.gift_move",
    "crm.offer",
    "crm.points",
    "crm.questionnaire",
    "crm.question",
    "crm.survey",
    "crm.handler",
    "crm.review",
    "crm.policy",
    "crm.preference",
    "crm.grade_change",
    "crm.consent",
    "crm.campaign",
    "sales.date_notice",
    "sales.gift",
    "sales.price_tag",
    "sales.regulation",
    "sales.instalment",
    "sales.loan",
    "sales.policy",
    "sales.temp_plate",
    "sales.model_price",
    "sales.option",
    "sales.parameter",
    "sales.rota",
    "sales.display",
    "sales.script",
    "sales.objection",
    "sales.needs",
    "sales.maker_order",
    "sales.deal_cost",
    NULL,
};

static bool
is_among(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0)
        list++;
    return *list != NULL;
}

static void
make(struct matrix *matrix, const char *entity, const char *fields)
{
    dms_json_destroy(http_house_ask(&matrix->house, NULL, NULL,
                                    "{\"do\":\"create\",\"entity\":\"%s\",\"fields\":%s}",
                                    entity, fields));
}

static int64_t
make_user(struct matrix *matrix, const char *name, const char *role, const char *store)
{
    struct dms_json *answer = http_house_ask(
        &matrix->house, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"%s\","
        "\"roles\":[\"%s\"],\"stores\":[\"%s\"]}}",
        name, role, store);
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(answer);
    return id;
}

/* Every role the house was seeded with. */
static void
make_roles(struct matrix *matrix)
{
    struct dms_json *answer =
        http_house_ask(&matrix->house, NULL, NULL,
                       "{\"do\":\"list\",\"entity\":\"core.role\",\"limit\":100}");
    const struct dms_json *list = dms_json_at_key(answer, "records");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const char *name = dms_json_text_at(dms_json_at(list, i), "name");
        assert_true(matrix->role_count < MATRIX_ROLES);
        struct matrix_role *role = &matrix->roles[matrix->role_count++];
        snprintf(role->name, sizeof(role->name), "%s", name);
        snprintf(role->user, sizeof(role->user), "u_%s", name);
        role->id = make_user(matrix, role->user, name, HERE);
        http_house_token(&matrix->house, role->user, role->token);
    }
    assert_true(matrix->role_count > 10);
    dms_json_destroy(answer);
}

static void
keep(struct matrix *matrix, const struct dms_json *entity, int64_t id, int64_t owner,
     bool there)
{
    assert_true(matrix->record_count < MATRIX_RECORDS);
    struct matrix_record *record = &matrix->records[matrix->record_count++];
    *record = (struct matrix_record){ .entity = entity,
                                      .name = dms_json_text_at(entity, "name"),
                                      .id = id,
                                      .owner = owner,
                                      .there = there };
    struct dms_json *answer = http_house_ask(
        &matrix->house, NULL, NULL,
        "{\"do\":\"get\",\"entity\":\"%s\",\"id\":%" PRId64 "}", record->name, id);
    record->clear = dms_json_copy(dms_json_at_key(answer, "record"));
    dms_json_destroy(answer);
}

static void
make_one(struct matrix *matrix, const struct dms_json *entity, int64_t owner, bool there)
{
    char why[256];
    int64_t id = sampler_make(&matrix->sampler, dms_json_text_at(entity, "name"),
                              there ? THERE : HERE, owner, why);
    if (id != 0)
        keep(matrix, entity, id, owner, there);
    else
        fprintf(stderr, "no sample of %s: %s (tests/support/sample.c: wanted)\n",
                dms_json_text_at(entity, "name"), why);
    matrix->missing += id == 0;
}

bool
matrix_has_time_for(size_t entity)
{
    return !test_is_watched() || entity % 6 == 0;
}

/* One of a colleague's, one of the other store's, one of each role's own. */
static void
make_records(struct matrix *matrix, int64_t colleague, int64_t stranger)
{
    const struct dms_json *list =
        dms_json_at_key(matrix->sampler.description, "entities");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *entity = dms_json_at(list, i);
        if (is_among(not_sampled, dms_json_text_at(entity, "name")) ||
            !matrix_has_time_for(i))
            continue;
        make_one(matrix, entity, colleague, false);
        make_one(matrix, entity, stranger, true);
        for (size_t k = 0; k < matrix->role_count; k++)
            make_one(matrix, entity, matrix->roles[k].id, false);
    }
    assert_int_equal(matrix->missing, 0);
}

static void
keep_secrets(struct matrix *matrix, const struct matrix_record *record)
{
    const struct dms_json *fields = dms_json_at_key(record->entity, "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        struct matrix_secret secret = { .record = record,
                                        .field = dms_json_at(fields, i) };
        if (!sampler_is_guarded(secret.field))
            continue;
        matrix_text(record, dms_json_text_at(secret.field, "name"), secret.text,
                    sizeof(secret.text));
        if (secret.text[0] != '\0')
            matrix->secrets[matrix->secret_count++] = secret;
    }
}

/* Room for the guarded fields of all records. */
static void
find_secrets(struct matrix *matrix)
{
    size_t fields = 0;
    for (size_t i = 0; i < matrix->record_count; i++)
        fields += dms_json_count(dms_json_at_key(matrix->records[i].entity, "fields"));
    matrix->secrets = calloc(fields + 1, sizeof(*matrix->secrets));
    assert_non_null(matrix->secrets);
    for (size_t i = 0; i < matrix->record_count; i++)
        keep_secrets(matrix, &matrix->records[i]);
}

void
matrix_open(struct matrix *matrix)
{
    *matrix = (struct matrix){ .line = { .file = -1, .ended = true } };
    http_house_open(&matrix->house, "");
    sampler_begin(&matrix->sampler, &matrix->house);
    make(matrix, "core.store", "{\"code\":\"" HERE "\",\"name\":\"One\"}");
    make(matrix, "core.store", "{\"code\":\"" THERE "\",\"name\":\"Two\"}");
    make_roles(matrix);
    matrix->rights = rights_load(&matrix->house);
    int64_t colleague = make_user(matrix, "colleague", "everyone", HERE);
    make_records(matrix, colleague, make_user(matrix, "stranger", "everyone", THERE));
    find_secrets(matrix);
}

void
matrix_close(struct matrix *matrix)
{
    http_close(&matrix->line);
    for (size_t i = 0; i < matrix->record_count; i++)
        dms_json_destroy(matrix->records[i].clear);
    free(matrix->secrets);
    rights_destroy(matrix->rights);
    sampler_end(&matrix->sampler);
    http_house_close(&matrix->house);
}

/* Shared records are the store's for everybody. */
unsigned
matrix_level(const struct matrix_role *role, const struct matrix_record *record)
{
    if (record->owner == role->id)
        return LEVEL_OWN;
    return record->there && !dms_json_boolean_at(record->entity, "shared") ? LEVEL_GROUP
                                                                           : LEVEL_STORE;
}

bool
matrix_reads(const struct matrix *matrix, const struct matrix_role *role,
             const struct matrix_record *record)
{
    return rights_may(matrix->rights, role->name, record->name, "read",
                      matrix_level(role, record));
}

void
matrix_text(const struct matrix_record *record, const char *field, char *text,
            size_t size)
{
    const struct dms_json *value = dms_json_at_key(record->clear, field);
    if (dms_json_kind(value) == DMS_JSON_OBJECT)
        value = dms_json_at_key(value, "said");
    const char *found = dms_json_text(value);
    snprintf(text, size, "%s", found != NULL ? found : "");
}

void
matrix_surprise(struct matrix *matrix, const struct matrix_role *role, const char *format,
                ...)
{
    va_list values;
    if (matrix->surprises++ >= 60)
        return;
    va_start(values, format);
    fprintf(stderr, "SURPRISE: %s: ", role->name);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
}

static void
look_through(struct matrix *matrix, const struct matrix_role *role, const char *what,
             const char *said, const struct http_reply *reply)
{
    for (size_t i = 0; i < matrix->secret_count; i++) {
        const struct matrix_secret *secret = &matrix->secrets[i];
        const struct matrix_record *record = secret->record;
        if (strstr(reply->body, secret->text) != NULL &&
            (said == NULL || strstr(said, secret->text) == NULL) &&
            rights_sight(matrix->rights, role->name, record->name, secret->field,
                         matrix_level(role, record)) != SIGHT_CLEAR)
            matrix_surprise(matrix, role, "%s tells %s.%s of %" PRId64 ": %s", what,
                            record->name, dms_json_text_at(secret->field, "name"),
                            record->id, secret->text);
    }
}

void
matrix_ask(struct matrix *matrix, const struct matrix_role *role, const char *method,
           const char *path, const char *body, const char *said, struct http_reply *reply)
{
    char what[400];
    matrix->asked++;
    http_house_call(&matrix->house, &matrix->line, role->token, method, path, body,
                    reply);
    snprintf(what, sizeof(what), "%s %s %s", method, path, body != NULL ? body : "");
    if (reply->status >= 500 || reply->status == 401)
        matrix_surprise(matrix, role, "%s: %d %.300s", what, reply->status, reply->body);
    look_through(matrix, role, what, said, reply);
}
