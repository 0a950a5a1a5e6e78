/* metrics_text.c - GET /metrics: for who watches over the machine, on the machine itself, or as
 * somebody who may change its settings. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "guard.h"
#include "handlers.h"
#include "imports.h"
#include "metrics.h"
#include "problem.h"
#include "question.h"
#include "workers.h"

/* A proxy on this machine that nobody has named in proxies sends strangers from here, too; it says
 * so in one of these. */
static bool
is_local(const struct exchange *exchange)
{
    static const char *const forwarded[] = { "X-Forwarded-For", "Forwarded", "X-Real-IP",
                                             "Via" };
    const char *address = exchange->address;
    for (size_t i = 0; i < sizeof(forwarded) / sizeof(forwarded[0]); i++)
        if (exchange_header(exchange, forwarded[i]) != NULL)
            return false;
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 ||
           strncmp(address, "::ffff:127.", 11) == 0;
}

static bool
has(const struct dms_json *words, const char *word)
{
    for (size_t i = 0; i < dms_json_count(words); i++)
        if (strcmp(dms_json_text(dms_json_at(words, i)), word) == 0)
            return true;
    return false;
}

/* Who may change the settings of the house; a token's scope counts. */
static enum dms_status
check_admin(struct exchange *exchange)
{
    struct dms_json *answer = NULL, *question = dms_json_create_object();
    struct dms_request request = question_request(exchange);
    dms_json_set_text(question, "do", "meta");
    dms_json_set_text(question, "entity", "core.setting");
    enum dms_status st =
        dms_house_ask(exchange->server->house, &request, question, &answer, NULL);
    const struct dms_json *entity = dms_json_at_key(answer, "entity");
    bool may = st == DMS_OK && has(dms_json_at_key(entity, "may"), "update");
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return may ? DMS_OK
               : problem(exchange, 403,
                         dms_fail(exchange->error, DMS_FORBIDDEN, "rest.admin_only", ""));
}

static enum dms_status
check(struct exchange *exchange)
{
    if (exchange_header(exchange, "Authorization") == NULL && is_local(exchange))
        return DMS_OK;
    enum dms_status st = guard_enter(exchange);
    return st == DMS_OK ? check_admin(exchange) : st;
}

/* Counted since the house was opened, not what is now. */
static bool
is_counter(const char *name)
{
    static const char *const counters[] = { "units", "refused", "commits" };
    for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++)
        if (strcmp(counters[i], name) == 0)
            return true;
    return false;
}

static void
print_house(struct dms_house *house, FILE *out)
{
    struct dms_json *health = dms_house_health(house);
    for (size_t i = 0; i < dms_json_count(health); i++) {
        const char *name = dms_json_key_at(health, i);
        const struct dms_json *value = dms_json_value_at(health, i);
        bool counter = is_counter(name);
        int64_t number = dms_json_kind(value) == DMS_JSON_BOOLEAN
                             ? dms_json_boolean(value)
                             : dms_json_integer(value);
        fprintf(out, "# TYPE dms_house_%s%s %s\ndms_house_%s%s %" PRId64 "\n", name,
                counter ? "_total" : "", counter ? "counter" : "gauge", name,
                counter ? "_total" : "", number);
    }
    dms_json_destroy(health);
}

static void
print_gauge(FILE *out, const char *name, uint64_t value)
{
    fprintf(out, "# TYPE dms_http_%s gauge\ndms_http_%s %" PRIu64 "\n", name, name,
            value);
}

static void
print_server(struct server *server, FILE *out)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    pthread_mutex_lock(&server->lock);
    size_t running = server->running;
    pthread_mutex_unlock(&server->lock);
    print_gauge(out, "connections", info != NULL ? info->num_connections : 0);
    print_gauge(out, "requests_in_flight", running);
    print_gauge(out, "streams", streams_count(&server->streams));
    print_gauge(out, "imports", imports_places(server->imports));
    fprintf(out,
            "# TYPE dms_http_worker_queue gauge\n"
            "dms_http_worker_queue{workers=\"short\"} %u\n"
            "dms_http_worker_queue{workers=\"long\"} %u\n",
            workers_waiting(server->workers), workers_waiting(server->long_workers));
}

void
metrics_tell(struct exchange *exchange)
{
    char *text = NULL;
    size_t size = 0;
    if (check(exchange) != DMS_OK)
        return;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        abort();
    metrics_print(exchange->server->metrics, out);
    print_server(exchange->server, out);
    print_house(exchange->server->house, out);
    fclose(out);
    answer_body(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text);
}
