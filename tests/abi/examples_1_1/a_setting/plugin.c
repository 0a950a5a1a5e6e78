/* plugin.c - declares a section of dms.ini, judges it, and reads what holds. */
#include <string.h>

#include <dms/config.h>
#include <dms/dms.h>

static struct dms_house *house;

static const struct dms_config_key keys[] = {
    { .name = "least",
      .type = DMS_CONFIG_NUMBER,
      .usual = "1",
      .minimum = 0,
      .maximum = 100 },
    { .name = "most",
      .type = DMS_CONFIG_NUMBER,
      .usual = "5",
      .minimum = 0,
      .maximum = 100 },
    { .name = "loud", .type = DMS_CONFIG_BOOLEAN, .usual = "no" },
    { .name = "greeting", .type = DMS_CONFIG_TEXT, .usual = "hello" },
};

static enum dms_status
judge(const struct dms_config *candidate, void *data, struct dms_error *error)
{
    (void)data;
    if (dms_config_number(candidate, "a_setting", "least") <=
        dms_config_number(candidate, "a_setting", "most"))
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "a_setting.least_above_most", "%s", "");
}
static const struct dms_config_section section =
    DMS_CONFIG_SECTION(.name = "a_setting", DMS_CONFIG_KEYS(keys), .check = judge);

static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    const struct dms_config *config = dms_config_hold(house);
    (void)unit, (void)arguments, (void)data, (void)error;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "most", dms_config_number(config, "a_setting", "most"));
    dms_json_set_boolean(*answer, "loud",
                         dms_config_boolean(config, "a_setting", "loud"));
    dms_json_set_text(*answer, "greeting",
                      dms_config_text(config, "a_setting", "greeting"));
    dms_config_release(house, config);
    return DMS_OK;
}
static const struct dms_call_card call =
    DMS_CALL(.name = "a_setting.tell",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS | DMS_CALL_OPEN, .run = tell);

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    house = dms_registrar_house(registrar);
    enum dms_status st = dms_register_config(registrar, &section, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

DMS_PLUGIN(.name = "a_setting", .version = "1.0.0", .start = start);
