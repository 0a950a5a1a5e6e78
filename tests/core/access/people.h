/* people.h - a house with two users, a clock one can turn and a plugin's entity to be let into. */
#ifndef TESTS_CORE_ACCESS_PEOPLE_H
#define TESTS_CORE_ACCESS_PEOPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "dms/amount.h"
#include "dms/dms.h"
#include "dms/front.h"
#include "unit/house.h"
#include "unit/login.h"
#include "unit/registrar.h"

struct people {
    char dir[64];
    struct dms_house *house;
    _Atomic int64_t now;
    struct dms_error error;
};

static inline int64_t
people_clock(void *data)
{
    return atomic_load(&((struct people *)data)->now);
}

static inline void
people_later(struct people *people, int64_t ms)
{
    atomic_fetch_add(&people->now, ms);
}

static inline void
people_must(struct people *people, enum dms_status st)
{
    if (st != DMS_OK)
        fail_msg("%s %s field %s", dms_status_name(st), dms_error_key(&people->error),
                 dms_error_field(&people->error));
}

/* ST with this key, and the error is empty again. */
static inline void
people_refused(struct people *people, enum dms_status st, enum dms_status wanted,
               const char *key)
{
    assert_string_equal(dms_error_key(&people->error), key);
    assert_int_equal(st, wanted);
    dms_error_clear(&people->error);
}

/* Asks QUESTION (JSON text) as USER, NULL for the house, within SCOPE. Yours to destroy. */
static inline enum dms_status
people_try(struct people *people, const char *user, const char *scope,
           const char *question, struct dms_json **answer)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = user == NULL ? DMS_AS_HOUSE : 0,
                                   .user = user,
                                   .store = "S1",
                                   .scope = scope };
    struct dms_json *asked = NULL;
    dms_error_clear(&people->error);
    people_must(people,
                dms_json_load(question, strlen(question), &asked, &people->error));
    enum dms_status st =
        dms_house_ask(people->house, &request, asked, answer, &people->error);
    dms_json_destroy(asked);
    return st;
}

static inline struct dms_json *
people_ask(struct people *people, const char *user, const char *question)
{
    struct dms_json *answer = NULL;
    people_must(people, people_try(people, user, NULL, question, &answer));
    return answer;
}

static inline void
people_do(struct people *people, const char *user, const char *question)
{
    dms_json_destroy(people_ask(people, user, question));
}

static inline void
people_denied(struct people *people, const char *user, const char *scope,
              const char *question, enum dms_status status, const char *key)
{
    struct dms_json *answer = NULL;
    people_refused(people, people_try(people, user, scope, question, &answer), status,
                   key);
    assert_null(answer);
}

static inline int64_t
people_count(struct people *people, const char *user, const char *entity)
{
    char question[128];
    snprintf(question, sizeof(question), "{\"do\":\"count\",\"entity\":\"%s\"}", entity);
    struct dms_json *answer = people_ask(people, user, question);
    int64_t count = dms_json_integer_at(answer, "count");
    dms_json_destroy(answer);
    return count;
}

static inline enum dms_status
people_answer_call(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                   struct dms_json **answer, struct dms_error *error)
{
    (void)unit, (void)arguments, (void)data, (void)error;
    *answer = dms_json_create_text("open till six");
    return DMS_OK;
}

static inline enum dms_status
people_declare(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_field lead_fields[] = {
        { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED },
        { .name = "phone",
          .type = DMS_TEXT,
          .data_class = DMS_PERSONAL,
          .mask = "phone" },
    };
    static const struct dms_field note_fields[] = {
        { .name = "text", .type = DMS_TEXT },
        { .name = "lead", .type = DMS_REFERENCE, .target = "crm.lead" },
    };
    static const struct dms_entity lead =
        DMS_ENTITY(.name = "crm.lead", .title = "name", DMS_FIELDS(lead_fields));
    static const struct dms_entity note =
        DMS_ENTITY(.name = "crm.note", DMS_FIELDS(note_fields));
    static const struct dms_call_card hours =
        DMS_CALL(.name = "crm.hours", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
                 .run = people_answer_call);
    static const struct dms_call_card stock =
        DMS_CALL(.name = "crm.stock", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
                 .permission = "crm.lead:read", .run = people_answer_call);
    static const struct dms_role seller = { "seller" };
    static const struct dms_grant grant = { "seller", "crm.*",
                                            DMS_READ | DMS_CREATE | DMS_UPDATE |
                                                DMS_SEE_PERSONAL,
                                            DMS_SCOPE_STORE, NULL };
    enum dms_status st = dms_register_entity(registrar, &lead, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &note, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &hours, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &stock, error);
    if (st == DMS_OK)
        st = dms_register_role(registrar, &seller, error);
    return st == DMS_OK ? dms_register_grant(registrar, &grant, error) : st;
}

static inline void
people_open(struct people *people)
{
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = people->dir,
                                         .script_path = people->dir,
                                         .clock = people_clock,
                                         .clock_data = people };
    people_must(people,
                house_open(people->dir, &options, &people->house, &people->error));
    struct dms_registrar *crm = registrar_create(people->house, "crm");
    people_must(people, people_declare(crm, &people->error));
    house_add(people->house, crm);
    people_must(people, house_ready(people->house, &people->error));
}

/* Slow on purpose, so it is done once for all tests of a program. */
static inline const char *
people_hash(const char *name)
{
    static struct {
        char name[16], hash[128];
    } known[8];
    char password[64];
    size_t at = 0;
    while (known[at].name[0] != '\0' && strcmp(known[at].name, name) != 0)
        at++;
    if (known[at].name[0] == '\0') {
        snprintf(known[at].name, sizeof(known[at].name), "%s", name);
        snprintf(password, sizeof(password), "right %s", name);
        assert_int_equal(password_hash(password, known[at].hash, NULL), DMS_OK);
    }
    return known[at].hash;
}

static inline enum dms_status
people_set_hash(struct dms_unit *unit, void *data, struct dms_json **answer,
                struct dms_error *error)
{
    const char *name = data;
    struct dms_record *user = NULL;
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    (void)answer;
    dms_json_set_text(values, "name", name);
    enum dms_status st = dms_unit_find(unit, "core.user", "{\"where\":{\"name\":\"$name\"}}",
                                       values, &list, error);
    dms_json_destroy(values);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "core.user", dms_record_id(dms_list_at(list, 0)), &user, error);
    if (st == DMS_OK)
        st = dms_record_set_text(user, "password_hash", people_hash(name), error);
    return st == DMS_OK ? dms_unit_save(unit, user, error) : st;
}

static inline void
people_add(struct people *people, const char *name, const char *role)
{
    char question[512];
    struct dms_request house = { .size = sizeof(house), .flags = DMS_AS_HOUSE };
    snprintf(question, sizeof(question),
             "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"%s\","
             "\"roles\":[\"%s\"],\"stores\":[\"S1\"]}}",
             name, role);
    people_do(people, NULL, question);
    people_must(people, dms_house_write(people->house, &house, people_set_hash,
                                        (void *)(uintptr_t)name, NULL, &people->error));
}

/* admin, and li and wang who sell; the password of each is "right NAME". */
static inline int
people_setup(void **state)
{
    struct people *people = calloc(1, sizeof(*people));
    strcpy(people->dir, "/tmp/dms-people-XXXXXX");
    assert_non_null(mkdtemp(people->dir));
    people->now = INT64_C(1790000000000);
    people_must(people, dms_house_create(people->dir, &people->error));
    people_open(people);
    struct dms_json *answer = NULL;
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    const char *store = "{\"do\":\"create\",\"entity\":\"core.store\","
                        "\"fields\":{\"code\":\"S1\",\"name\":\"One\"}}";
    struct dms_json *question = NULL;
    people_must(people, dms_json_load(store, strlen(store), &question, &people->error));
    people_must(people, dms_house_ask(people->house, &request, question, &answer,
                                      &people->error));
    dms_json_destroy(question);
    dms_json_destroy(answer);
    people_add(people, "admin", "admin");
    people_add(people, "li", "seller");
    people_add(people, "wang", "seller");
    *state = people;
    return 0;
}

static inline int
people_unlink(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info, (void)type, (void)ftw;
    return remove(path);
}

static inline int
people_teardown(void **state)
{
    struct people *people = *state;
    house_close(people->house);
    dms_error_clear(&people->error);
    nftw(people->dir, people_unlink, 8, FTW_DEPTH | FTW_PHYS);
    free(people);
    return 0;
}

static inline enum dms_status
people_login(struct people *people, const char *user, const char *password,
             const char *address, struct dms_json **answer)
{
    struct dms_login login = { .size = sizeof(login),
                               .user = user,
                               .password = password,
                               .address = address,
                               .agent = "test" };
    dms_error_clear(&people->error);
    return dms_house_login(people->house, &login, answer, &people->error);
}

/* The secret of a fresh session of USER, as after the right password: that takes long. */
static inline void
people_session(struct people *people, const char *user, char secret[80])
{
    struct dms_json *answer = NULL;
    struct login login = { .asked = { .size = sizeof(login.asked), .user = user },
                           .address = "10.0.0.1",
                           .request = { .size = sizeof(login.request), .flags = DMS_AS_HOUSE } };
    strcpy(login.hash, people_hash(user));
    people_must(people, login_open(people->house, &login, &answer, &people->error));
    snprintf(secret, 80, "%s", dms_json_text_at(answer, "session"));
    dms_json_destroy(answer);
}

static inline enum dms_status
people_enter(struct people *people, const char *secret, struct dms_visitor *visitor)
{
    *visitor = (struct dms_visitor){ .size = sizeof(*visitor) };
    dms_error_clear(&people->error);
    return dms_house_enter(people->house, secret, visitor, &people->error);
}

static inline void
people_is_out(struct people *people, const char *secret)
{
    struct dms_visitor visitor;
    people_refused(people, people_enter(people, secret, &visitor), DMS_FORBIDDEN,
                   "access.no_visit");
}

static inline void
people_is_in(struct people *people, const char *secret, const char *name)
{
    struct dms_visitor visitor;
    people_must(people, people_enter(people, secret, &visitor));
    assert_string_equal(visitor.name, name);
}

/* Ends the session of SECRET as USER does who finds it in the list. */
static inline void
people_remove_session(struct people *people, const char *user, const char *secret)
{
    struct dms_visitor visitor;
    char question[128];
    people_must(people, people_enter(people, secret, &visitor));
    snprintf(question, sizeof(question),
             "{\"do\":\"remove\",\"entity\":\"core.session\",\"id\":%lld}",
             (long long)visitor.id);
    people_do(people, user, question);
}

/* The rows of the audit whose action this is; yours to destroy. */
static inline struct dms_json *
people_audited(struct people *people, const char *action)
{
    struct dms_json *answer =
        people_ask(people, NULL, "{\"do\":\"audit_show\",\"limit\":1000}");
    struct dms_json *found = dms_json_create_array();
    const struct dms_json *rows = dms_json_at_key(answer, "rows");
    for (size_t i = 0; i < dms_json_count(rows); i++)
        if (strcmp(dms_json_text_at(dms_json_at(rows, i), "action"), action) == 0)
            dms_json_take(found, dms_json_copy(dms_json_at(rows, i)));
    dms_json_destroy(answer);
    return found;
}

#endif
