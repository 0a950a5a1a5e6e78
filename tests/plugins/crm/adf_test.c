/* adf_test.c  proves  plugins/crm/adf_bytes.c, adf_xml.c, adf_marks.c, adf_take.c and
 * adf_prospect.c: what a file says is in the lead, and what is wrong is one error. */
#include "judging.h"

#include <stdlib.h>

#include "../../../plugins/crm/adf_bytes.c"
#include "../../../plugins/crm/adf_marks.c"
#include "../../../plugins/crm/adf_name.c"
#include "../../../plugins/crm/adf_prospect.c"
#include "../../../plugins/crm/adf_take.c"
#include "../../../plugins/crm/adf_xml.c"

/* Stands in for the core's: a file in memory. */
struct dms_import {
    const char *bytes;
    size_t size, used;
};

enum dms_status
dms_import_read(struct dms_import *import, void *buffer, size_t size, size_t *got,
                struct dms_error *error)
{
    (void)error;
    *got = import->size - import->used < size ? import->size - import->used : size;
    memcpy(buffer, import->bytes + import->used, *got);
    import->used += *got;
    return DMS_OK;
}

const char *
dms_import_file(const struct dms_import *import)
{
    (void)import;
    return "lead.xml";
}

/* "field=text" lines of each lead, "---" behind it, "!key line" for the file's error. */
struct told {
    char text[20000];
    char keys[4][80];
    int leads;
};

static void
tell_line(struct told *told, const char *format, const char *left, const char *right)
{
    size_t size = strlen(told->text);
    snprintf(told->text + size, sizeof(told->text) - size, format, left, right);
}

static enum dms_status
hear(void *context, struct adf_prospect *prospect, struct dms_error *error)
{
    struct told *told = context;
    struct dms_error *reason = dms_error_create();
    (void)error;
    if (adf_prospect_finish(prospect, reason) != DMS_OK)
        tell_line(told, "!%s%s\n", dms_error_key(reason), "");
    for (size_t i = 0; i < dms_json_count(prospect->row); i++)
        tell_line(told, "%s=%s\n", dms_json_key_at(prospect->row, i),
                  dms_json_text(dms_json_value_at(prospect->row, i)));
    char *key = adf_prospect_key(prospect);
    snprintf(told->keys[told->leads++ % 4], sizeof(told->keys[0]), "%s", key);
    free(key);
    tell_line(told, "---\n%s%s", "", "");
    dms_error_destroy(reason);
    return DMS_OK;
}

static const struct told *
read_sized(const char *bytes, size_t size)
{
    static struct told told;
    struct dms_import import = { bytes, size, 0 };
    struct dms_error *error = dms_error_create();
    char line[24];
    memset(&told, 0, sizeof(told));
    if (adf_xml_walk(&import, hear, &told, error) != DMS_OK) {
        snprintf(line, sizeof(line), "%d", (int)dms_error_line(error));
        tell_line(&told, "!%s %s\n", dms_error_key(error), line);
    }
    dms_error_destroy(error);
    return &told;
}

static const struct told *
read_text(const char *text)
{
    return read_sized(text, strlen(text));
}

static void
expect(const char *text, const char *said)
{
    const struct told *told = read_text(text);
    if (strstr(told->text, said) == NULL)
        fail_msg("no “%s” in:\n%s", said, told->text);
}

#define LEAD(inside) "<?adf version='1.0'?><adf><prospect>" inside "</prospect></adf>"
#define WHO                                                                              \
    "<customer><contact><name part='full'>张三</name><phone>13800138000</phone>"       \
    "</contact></customer>"

static void
everything_a_lead_says_is_kept(void **state)
{
    (void)state;
    const struct told *told = read_text(LEAD(
        "<id sequence='1' source='Auto网'>A-1</id><id sequence='2' source='总部'>B-2</id>"
        "<requestdate>2026-11-02T9:05:00</requestdate>"
        "<vehicle status='used' interest='Test-Drive'><year>2019</year><make>晨曜</make>"
        "<model>A5</model><odometer units='km' status='original'>30000</odometer>"
        "<colorcombination><exteriorcolor>白</exteriorcolor><preference>1</preference>"
        "</colorcombination><price type='asking' currency='CNY'>98000</price>"
        "<option><optionname>天窗</optionname></option></vehicle>"
        "<vehicle "
        "interest='buy'><year>2020</year><make>天河</make><model>T6</model></vehicle>"
        "<customer><contact primarycontact='1'><name part='first' "
        "type='individual'>三</name>"
        "<name part='last'>张</name><name part='suffix'>Jr.</name>"
        "<email preferredcontact='1'>a@example.com</email><email>b@example.com</email>"
        "<phone type='work'>010-88993108</phone>"
        "<phone type='cellphone' time='evening'>13800138000</phone>"
        "<address type='home'><street line='1'>一路</street><street "
        "line='2'>二号</street>"
        "<city>深圳</city></address></contact>"
        "<contact><name part='full'>李四</name><phone "
        "type='voice'>13900139000</phone></contact>"
        "<timeframe><description>一周内</description></timeframe><comments>先看看</"
        "comments>"
        "<comments>再试驾</comments></customer>"
        "<vendor><id "
        "source='V'>9</id><vendorname>南山店</vendorname><url>http://v</url></vendor>"
        "<provider><name part='full'>某网</name><service>报价</service><phone>400</phone>"
        "</provider>"));
    static const char *const said[] = {
        "external_id=A-1\n",
        "source_detail=Auto网\n",
        "id (总部): B-2",
        "source=adf\n",
        "requested_at=2026-11-02T9:05:00\n",
        "interest=test_drive\n",
        "vehicle_status=used\n",
        "make_wanted=晨曜\n",
        "vehicle/odometer (units=km, status=original): 30000",
        "vehicle/colorcombination/exteriorcolor: 白",
        "vehicle/price (type=asking, currency=CNY): 98000",
        "vehicle/option/optionname: 天窗",
        "vehicle: buy 2020 天河 T6",
        "name=张三\n",
        "customer/contact/name (suffix): Jr.",
        "email=a@example.com\n",
        "customer/contact/email: b@example.com",
        "phone=13800138000\n",
        "phone (time=evening): 13800138000",
        "phone: 010-88993108",
        "address=一路, 二号, 深圳\n",
        "customer/contact/name (full): 李四",
        "customer/contact/phone (voice): 13900139000",
        "customer/timeframe/description: 一周内",
        "words=先看看\n",
        "customer/comments: 再试驾",
        "vendor=南山店\n",
        "vendor/id: 9",
        "vendor/url: http://v",
        "provider=某网\n",
        "provider/service: 报价",
        "provider/phone: 400",
    };
    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
        if (strstr(told->text, said[i]) == NULL)
            fail_msg("no “%s” in:\n%s", said[i], told->text);
}

static void
capitals_prefixes_cdata_and_order_make_no_difference(void **state)
{
    (void)state;
    expect(
        "<l:ADF xmlns:l='urn:l'><l:Prospect><l:Customer><l:Contact>"
        "<l:Phone PreferredContact='1'>13800138000</l:Phone>"
        "<l:Name PART='FULL'><![CDATA[张 & 三]]></l:Name></l:Contact></l:Customer>"
        "<l:Vehicle STATUS='NEW' l:Interest='TRADE-IN'><l:Make>天河</l:Make></l:Vehicle>"
        "</l:Prospect></l:ADF>",
        "source=adf\nphone=13800138000\ntrade_make=天河\nname=张 & 三\n"
        "note=phone (PreferredContact=1): 13800138000\ninterest=trade_in\n");
}

static void
cars_known_by_their_vin_alone_are_not_mixed_up(void **state)
{
    (void)state;
    const struct told *told =
        read_text(LEAD("<vehicle><vin>LJCPCBLCX11000237</vin></vehicle>"
                       "<vehicle><vin>LGXC16DF0A0000001</vin><make>B</make>"
                       "</vehicle>" WHO));
    assert_non_null(strstr(told->text, "vin_wanted=LJCPCBLCX11000237\n"));
    assert_non_null(strstr(told->text, "vehicle: B LGXC16DF0A0000001"));
    assert_null(strstr(told->text, "make_wanted"));
}

static void
the_number_that_can_be_called_is_the_phone(void **state)
{
    (void)state;
    expect(LEAD("<customer><contact><name>a</name><phone type='mobile'>n/a</phone>"
                "<phone type='work'>010-88993108</phone><phone "
                "type='fax'>010-88993109</phone>"
                "</contact></customer>"),
           "phone=010-88993108\n");
    expect(LEAD("<customer><contact><name>a</name><phone type='fax'>010-88993109</phone>"
                "</contact></customer>"),
           "!crm.adf_unreachable");
}

static void
an_id_without_text_still_names_the_source(void **state)
{
    (void)state;
    expect(LEAD("<id sequence='X-7' source='Name of Promotion'></id>" WHO),
           "source=adf\nsource_detail=Name of Promotion\nphone=13800138000\nname=张三\n"
           "note=id (Name of Promotion): X-7\n");
}

static void
the_same_number_of_two_senders_is_two_leads(void **state)
{
    (void)state;
    const struct told *told =
        read_text("<adf><prospect><id>1</id>" WHO "</prospect>"
                  "<prospect><id>1</id><customer><contact><name>李四</"
                  "name><phone>13900139000</phone>"
                  "</contact></customer></prospect>"
                  "<prospect><id source='s'>1</id>" WHO "</prospect>"
                  "<prospect>\n<id source='s'>1</id><vehicle/>" WHO "</prospect></adf>");
    assert_int_equal(told->leads, 4);
    assert_string_not_equal(told->keys[0], told->keys[1]);
    assert_string_equal(told->keys[2], "adf:s:1");
    assert_string_equal(told->keys[2], told->keys[3]);
}

static void
bytes_are_believed_before_what_is_declared(void **state)
{
    (void)state;
#define BODY(name)                                                                       \
    "<adf><prospect><customer><contact><name>" name "</name><phone>13800138000</phone>"  \
    "</contact></customer></prospect></adf>"
    static const char *const files[] = {
        "<?xml version='1.0'?>" BODY("张三"),
        "<?xml version='1.0' encoding='GBK'?>" BODY("张三"),
        "<?xml version='1.0' encoding='utf-16'?>" BODY("张三"),
        "<?xml version='1.0' encoding='iso-8859-1'?>" BODY("张三"),
        "<?xml version='1.0' encoding='gb2312'?>" BODY("\xD5\xC5\xC8\xFD"),
        "<?xml version='1.0' encoding='GB18030'?>" BODY("\xD5\xC5\xC8\xFD"),
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        expect(files[i], "name=张三\n");
    expect("<?xml version='1.0' encoding='ISO-8859-1'?>" BODY("Jos\xE9"), "name=José\n");
    expect("<?xml version='1.0' encoding='windows-1252'?>" BODY("Jos\xE9\x80"),
           "name=José€\n");
    expect("<?xml version='1.0' encoding='klingon'?>" BODY("\xD5"),
           "!crm.adf_encoding 1");
    expect("<?xml version='1.0' encoding='utf-8'?>\n" BODY("Jos\xE9"), "!crm.adf_xml 2");
    expect("<?xml version='1.0' encoding='GBK'?>" BODY("\xFF\xFF"), "!crm.adf_bytes 1");
}

static void
utf16_is_read_in_both_orders(void **state)
{
    (void)state;
    static const char text[] = "<?xml version='1.0' encoding='UTF-8'?>" BODY("Li");
    char wide[2 * sizeof(text)];
    for (size_t order = 0; order < 2; order++) {
        memset(wide, 0, sizeof(wide));
        for (size_t i = 0; i + 1 < sizeof(text); i++)
            wide[2 * i + order] = text[i];
        const struct told *told = read_sized(wide, 2 * (sizeof(text) - 1));
        assert_non_null(strstr(told->text, "name=Li\n"));
    }
}

static void
a_part_of_a_name_that_nobody_knows_may_be_long(void **state)
{
    (void)state;
    expect("<adf><prospect><customer><contact>"
           "<name part='a是这位先生的全名或者是他太太的全名也可能是孩子的'>Li</name>"
           "<phone>13800000000</phone></contact></customer></prospect></adf>",
           "a是这位先生的全名");
}

static void
entities_of_a_dtd_elsewhere_stay_as_they_stand(void **state)
{
    (void)state;
    expect("<!DOCTYPE adf SYSTEM 'http://example.com/adf.dtd'>" BODY("Jos&eacute;"),
           "name=Jos&eacute;\n");
    expect("<!DOCTYPE adf [<!ENTITY a 'b'>]>" BODY("&a;"), "!crm.adf_entities 1");
    expect(BODY("Jos&eacute;"), "!crm.adf_xml 1");
}

static void
what_is_no_lead_file_is_one_error_with_its_line(void **state)
{
    (void)state;
    expect("", "!crm.adf_xml 1");
    expect("\n\n<rss/>", "!crm.adf_root 3");
    expect("<adf>\n</adf>", "!crm.adf_no_prospect 2");
    expect("<adf>\n<prospect></adf>", "!crm.adf_xml 2");
    expect("<adf><prospect>" WHO "</prospect>\n</adf>\n<adf/>", "!crm.adf_xml 3");
    expect("<adf><prospect>" WHO "\n", "!crm.adf_xml 2");
    expect("<adf><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
           "!crm.adf_too_deep 1");
    expect("plain text", "!crm.adf_xml 1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_a_lead_says_is_kept),
        cmocka_unit_test(capitals_prefixes_cdata_and_order_make_no_difference),
        cmocka_unit_test(cars_known_by_their_vin_alone_are_not_mixed_up),
        cmocka_unit_test(the_number_that_can_be_called_is_the_phone),
        cmocka_unit_test(an_id_without_text_still_names_the_source),
        cmocka_unit_test(the_same_number_of_two_senders_is_two_leads),
        cmocka_unit_test(bytes_are_believed_before_what_is_declared),
        cmocka_unit_test(utf16_is_read_in_both_orders),
        cmocka_unit_test(a_part_of_a_name_that_nobody_knows_may_be_long),
        cmocka_unit_test(entities_of_a_dtd_elsewhere_stay_as_they_stand),
        cmocka_unit_test(what_is_no_lead_file_is_one_error_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
