/* settings.c - the keys of [http]: their names, types, limits and usual values. */
#include "settings.h"

#include <string.h>
#include <unistd.h>

#define SECTION "http"

static const struct dms_config_key keys[] = {
    { .name = "listen",
      .type = DMS_CONFIG_TEXT,
      .restart = 1,
      .usual = "127.0.0.1:8080" },
    { .name = "certificate", .type = DMS_CONFIG_FILE, .restart = 1 },
    { .name = "key", .type = DMS_CONFIG_FILE, .restart = 1 },
    { .name = "origins", .type = DMS_CONFIG_LIST, .restart = 1 },
    { .name = "proxies", .type = DMS_CONFIG_LIST, .restart = 1 },
    { "threads", DMS_CONFIG_NUMBER, 1, "0", 0, 256 },
    { "workers", DMS_CONFIG_NUMBER, 1, "4", 1, 64 },
    { "queue", DMS_CONFIG_NUMBER, 1, "64", 1, 10000 },
    { "connections", DMS_CONFIG_NUMBER, 1, "4096", 16, 100000 },
    { "connections_per_address", DMS_CONFIG_NUMBER, 1, "1024", 0, 100000 },
    { "streams", DMS_CONFIG_NUMBER, 1, "2000", 0, 100000 },
    { "streams_per_user", DMS_CONFIG_NUMBER, 1, "32", 1, 100000 },
    { "import_megabytes", DMS_CONFIG_NUMBER, 1, "256", 1, 65536 },
    { "rejects_days", DMS_CONFIG_NUMBER, 1, "30", 1, 3650 },
    { "head_seconds", DMS_CONFIG_NUMBER, 1, "20", 1, 600 },
    { "body_seconds", DMS_CONFIG_NUMBER, 1, "60", 1, 3600 },
    { "body_kilobytes", DMS_CONFIG_NUMBER, 1, "1024", 1, 1048576 },
    { .name = "compress", .type = DMS_CONFIG_BOOLEAN, .restart = 1, .usual = "yes" },
    { .name = "access_log", .type = DMS_CONFIG_BOOLEAN, .restart = 1, .usual = "no" },
};

/* One half of a key pair opens nothing. */
static enum dms_status
check(const struct dms_config *candidate, void *data, struct dms_error *error)
{
    (void)data;
    const char *certificate = dms_config_text(candidate, SECTION, "certificate");
    const char *key = dms_config_text(candidate, SECTION, "key");
    if ((certificate == NULL) == (key == NULL))
        return DMS_OK;
    const char *missing = certificate == NULL ? "certificate" : "key";
    return dms_fail_field(error, DMS_INVALID, missing, "rest.half_a_pair", "missing=%s",
                          missing);
}

const struct dms_config_section rest_section =
    DMS_CONFIG_SECTION(.name = SECTION, DMS_CONFIG_KEYS(keys), .check = check);

static unsigned
number(const struct dms_config *config, const char *key)
{
    return (unsigned)dms_config_number(config, SECTION, key);
}

static unsigned
cores(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}

void
settings_hold(struct settings *settings, struct dms_house *house)
{
    const struct dms_config *config = dms_config_hold(house);
    unsigned threads = number(config, "threads");
    *settings = (struct settings){
        .held = config,
        .listen = dms_config_text(config, SECTION, "listen"),
        .certificate = dms_config_text(config, SECTION, "certificate"),
        .key = dms_config_text(config, SECTION, "key"),
        .origins = dms_config_text(config, SECTION, "origins"),
        .proxies = dms_config_text(config, SECTION, "proxies"),
        .threads = threads != 0 ? threads : cores(),
        .workers = number(config, "workers"),
        .queue = number(config, "queue"),
        .connections = number(config, "connections"),
        .connections_per_address = number(config, "connections_per_address"),
        .streams = number(config, "streams"),
        .streams_per_user = number(config, "streams_per_user"),
        .rejects_days = number(config, "rejects_days"),
        .import_bytes = (size_t)number(config, "import_megabytes") * 1024 * 1024,
        .head_seconds = number(config, "head_seconds"),
        .body_seconds = number(config, "body_seconds"),
        .body_bytes = (size_t)number(config, "body_kilobytes") * 1024,
        .compress = dms_config_boolean(config, SECTION, "compress"),
        .access_log = dms_config_boolean(config, SECTION, "access_log"),
    };
}

void
settings_release(struct settings *settings, struct dms_house *house)
{
    if (settings->held != NULL)
        dms_config_release(house, settings->held);
    settings->held = NULL;
}

bool
settings_list_has(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; at != NULL && size > 0 && (at = strstr(at, word)) != NULL;
         at++)
        if ((at == list || at[-1] == ' ') && (at[size] == '\0' || at[size] == ' '))
            return true;
    return false;
}
