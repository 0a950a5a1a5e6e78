/* timeout: 60
 * print_test.c  proves  core/door/print.c and paper*.c with the forms of our plugins: what is printed,
 * by whom, which copy, and how a brand changes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/sample.h"

#define HOSTILE "<script>alert('甲\\\"&乙')</script>{{price}}"

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct http_reply reply;
static char boss[128], admin[128], reader[128];
static int64_t quote;

static void
call(const char *token, const char *method, const char *path, const char *body)
{
    http_reply_clear(&reply);
    http_house_call(&shop, &line, token, method, path, body, &reply);
}

static void
expect(int status, const char *text)
{
    if (reply.status != status || strstr(reply.body, text) == NULL)
        fail_msg("%d without \"%s\": %s", reply.status, text, reply.body);
}

/* Prints record ID of ENTITY with TOKEN, and gets the page. The copy's number. */
static int64_t
print_page(const char *token, const char *entity, int64_t id, const char *form)
{
    char path[200], body[200];
    struct dms_json *said = NULL;
    snprintf(path, sizeof(path), "/api/v1/%s/%lld/print", entity, (long long)id);
    snprintf(body, sizeof(body), "{\"template\":\"%s\"}", form);
    call(token, "POST", path, body);
    expect(201, "\"url\":\"/api/v1/prints/");
    assert_int_equal(dms_json_load(reply.body, strlen(reply.body), &said, NULL), DMS_OK);
    int64_t copy = dms_json_integer_at(said, "copy");
    snprintf(path, sizeof(path), "%s", dms_json_text_at(said, "url"));
    dms_json_destroy(said);
    call(token, "GET", path, NULL);
    expect(200, "</body></html>");
    return copy;
}

static int64_t
make(const char *question)
{
    struct dms_json *answer = http_house_ask(&shop, "boss", NULL, "%s", question);
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(answer);
    return id;
}

/* TEXT as the form of LAYER ("brands/aurora"); NULL: it has none any more. */
static void
lay_over(const char *layer, const char *text)
{
    char path[256], command[300];
    snprintf(path, sizeof(path), "%s/scripts/%s/print", shop.dir, layer);
    snprintf(command, sizeof(command), "mkdir -p %s", path);
    assert_int_equal(system(command), 0);
    strcat(path, "/sales.quote.html");
    if (text == NULL) {
        assert_int_equal(remove(path), 0);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* What is told of wrong forms; yours to free(). */
static char *
notices(void)
{
    struct dms_json *told = dms_house_notices(shop.house, "en");
    char *text = dms_json_print(told);
    dms_json_destroy(told);
    return text;
}

/* One record of the page's entity, in all its forms. How many. */
static size_t
print_forms(struct sampler *sampler, const struct dms_json *page)
{
    char why[256] = "";
    const char *entity = dms_json_text_at(page, "entity");
    const struct dms_json *forms = dms_json_at_key(page, "print");
    size_t count = dms_json_count(forms);
    int64_t id = count > 0 ? sampler_make(sampler, entity, "A01", 1, why) : 0;
    if (count > 0 && id == 0)
        fail_msg("%s: %s", entity, why);
    for (size_t i = 0; i < count; i++)
        print_page(admin, entity, id, dms_json_text_at(dms_json_at(forms, i), "name"));
    return count;
}

static void
every_form_that_a_page_names_prints(void **state)
{
    struct sampler sampler;
    size_t printed = 0;
    (void)state;
    struct dms_json *answer = http_house_ask(&shop, NULL, NULL, "{\"do\":\"pages\"}");
    const struct dms_json *pages = dms_json_at_key(answer, "pages");
    sampler_begin(&sampler, &shop);
    for (size_t i = 0; i < dms_json_count(pages); i++)
        printed += print_forms(&sampler, dms_json_at(pages, i));
    assert_true(printed >= 11);
    sampler_end(&sampler);
    dms_json_destroy(answer);
}

static void
a_price_stands_in_figures_and_in_capitals_and_nothing_a_field_says_is_html(void **state)
{
    (void)state;
    assert_int_equal(print_page(boss, "sales.quote", quote, "sales.quote"), 1);
    expect(200, "<html lang=\"zh\">");
    expect(200, "晨曜汽车有限公司");
    expect(200, "<th>负责人</th>");
    expect(200, "<td class=\"num\">129,800.05</td>");
    expect(200, "壹拾贰万玖仟捌佰元零伍分");
    expect(200, "&lt;script&gt;alert(&#39;甲&quot;&amp;乙&#39;)&lt;/script&gt;{{price}}");
    expect(200, "13800138000");
    assert_null(strstr(reply.body, "<script"));
    assert_null(strstr(reply.body, "class=\"reprint\""));
    char policy[400];
    http_reply_header(&reply, "Content-Security-Policy", policy, sizeof(policy));
    assert_non_null(strstr(policy, "default-src 'none'"));
    assert_non_null(strstr(policy, "frame-ancestors 'self'"));
}

static void
from_the_second_copy_on_the_page_says_so(void **state)
{
    (void)state;
    assert_true(print_page(boss, "sales.quote", quote, "sales.quote") > 1);
    expect(200, "<p class=\"reprint\">补打 第 ");
    expect(200, "boss</p>");
    call(admin, "GET", "/api/v1/core.print?sort=-id&limit=1", NULL);
    expect(200, "\"template\":\"sales.quote\"");
}

static void
who_may_reveal_prints_whole_and_it_is_written_down_and_others_print_masked(void **state)
{
    (void)state;
    print_page(admin, "sales.quote", quote, "sales.quote");
    expect(200, "13800138000");
    call(admin, "GET", "/api/v1/admin/audit?limit=4", NULL);
    expect(200, "\"action\":\"reveal\"");
    print_page(reader, "sales.quote", quote, "sales.quote");
    expect(200, "138****8000");
    assert_null(strstr(reply.body, "13800138000"));
}

static void
a_print_is_its_makers_and_only_as_long_as_the_document_says_the_same(void **state)
{
    char path[64];
    (void)state;
    print_page(boss, "sales.quote", quote, "sales.quote");
    struct dms_json *last =
        http_house_ask(&shop, NULL, NULL,
                       "{\"do\":\"list\",\"entity\":\"core.print\",\"sort\":\"-id\"}");
    int64_t id =
        dms_json_integer_at(dms_json_at(dms_json_at_key(last, "records"), 0), "id");
    dms_json_destroy(last);
    snprintf(path, sizeof(path), "/api/v1/prints/%lld", (long long)id);
    call(admin, "GET", path, NULL);
    expect(404, "urn:dms:problem:");
    call(boss, "GET", path, NULL);
    expect(200, "129,800.05");
    dms_json_destroy(http_house_ask(&shop, NULL, NULL,
                                    "{\"do\":\"set\",\"entity\":\"sales.quote\",\"id\":"
                                    "%lld,\"fields\":{\"valid_until\":\"2027-03-04\"}}",
                                    (long long)quote));
    call(boss, "GET", path, NULL);
    expect(409, "paper.changed");
}

static void
the_same_click_twice_is_one_print(void **state)
{
    struct dms_json *question = dms_json_create_object(), *first = NULL, *second = NULL;
    const struct dms_request request = {
        .size = sizeof(request), .user = "boss", .key = "click-1", .body_hash = "same"
    };
    (void)state;
    dms_json_set_text(question, "do", "print");
    dms_json_set_text(question, "entity", "sales.quote");
    dms_json_set_integer(question, "id", quote);
    dms_json_set_text(question, "template", "sales.quote");
    assert_int_equal(dms_house_ask(shop.house, &request, question, &first, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(shop.house, &request, question, &second, NULL),
                     DMS_OK);
    assert_int_equal(dms_json_integer_at(first, "id"), dms_json_integer_at(second, "id"));
    dms_json_destroy(question);
    dms_json_destroy(first);
    dms_json_destroy(second);
}

static void
a_brand_and_a_store_change_a_form_while_the_shop_is_open(void **state)
{
    static const char *const layers[] = { "common", "brands/aurora", "stores/A01" };
    char text[200];
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        snprintf(text, sizeof(text),
                 "<!-- { \"entity\": \"sales.quote\", \"paper\": \"form_140\" } -->\n"
                 "<h1>%s {{price:words}}</h1>",
                 layers[i]);
        lay_over(layers[i], text);
        print_page(boss, "sales.quote", quote, "sales.quote");
        snprintf(text, sizeof(text), "<h1>%s 壹拾贰万玖仟捌佰元零伍分</h1>", layers[i]);
        expect(200, text);
        expect(200, "size:241mm 139.7mm");
    }
    for (size_t i = 0; i < 3; i++)
        lay_over(layers[i], NULL);
    print_page(boss, "sales.quote", quote, "sales.quote");
    expect(200, "<h1>报价单</h1>");
}

static void
a_wrong_form_is_told_with_its_line_and_the_plugins_own_is_used(void **state)
{
    static const char *const wrong[][3] = {
        { "<h1>no head</h1>", "paper.no_head", "\"line\":1" },
        { "<!-- { \"entity\": \"sales.quote\",\n \"papre\": \"a4\" } -->",
          "page.unknown_member_near", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\", \"paper\": \"a5\" } -->",
          "page.unknown_word_near", "\"line\":1" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n\n<p>{{prise}}</p>",
          "entity.no_field_near", "\"line\":3" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n<p>{{customer.nmae}}</p>",
          "entity.no_field_near", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n<p class=\"{{price}}\">",
          "paper.inside_tag", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n<style>p { {{price}} }</style>",
          "paper.inside_tag", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n<SCRIPT>x</SCRIPT>",
          "paper.no_script", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n{{#price}}\n{{/prise}}",
          "paper.wrong_close", "\"line\":3" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n{{#price}}", "paper.not_closed",
          "{{/" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n{{customer:words}}",
          "paper.no_money", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\" } -->\n{{@sales.print.nothing}}",
          "page.no_words", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\",\n\"lists\": { \"all\": { \"entity\": "
          "\"sales.order\" } } } -->",
          "page.member_needed", "\"line\":2" },
        { "<!-- { \"entity\": \"sales.quote\",\n\"lists\": { \"all\": { \"entity\": "
          "\"sales.gift\", \"sort\": \"nmae\" } } } -->",
          "entity.no_field_near", "\"line\":2" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        lay_over("common", wrong[i][0]);
        print_page(boss, "sales.quote", quote, "sales.quote");
        print_page(boss, "sales.quote", quote, "sales.quote");
        expect(200, "129,800.05");
        char *told = notices();
        const char *first = strstr(told, "common/print/sales.quote.html");
        if (first == NULL || strstr(told, wrong[i][1]) == NULL ||
            strstr(told, wrong[i][2]) == NULL)
            fail_msg("%s: %s", wrong[i][1], told);
        free(told);
    }
    lay_over("common", NULL);
    print_page(boss, "sales.quote", quote, "sales.quote");
    char *told = notices();
    assert_null(strstr(told, "sales.quote.html"));
    free(told);
}

static void
an_administrator_hears_of_a_wrong_form_before_anybody_prints_it(void **state)
{
    (void)state;
    lay_over("brands/aurora", "<!-- { \"entity\": \"sales.quote\" } -->\n\n{{prise}}");
    call(admin, "GET", "/api/v1/admin/plugins", NULL);
    expect(200, "brands/aurora/print/sales.quote.html:3: ");
    lay_over("brands/aurora", NULL);
    call(admin, "GET", "/api/v1/admin/plugins", NULL);
    expect(200, "\"plugins\":[");
    assert_null(strstr(reply.body, "sales.quote.html"));
}

static void
rows_stand_in_the_order_of_what_they_refer_to(void **state)
{
    static const char *const codes[] = { "A-10", "A-2" };
    char question[400];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        snprintf(
            question, sizeof(question),
            "{\"do\":\"create\",\"entity\":\"sales.model\",\"fields\":{\"code\":\"%s\","
            "\"make\":\"m\",\"series\":\"s\",\"name\":\"n\",\"year\":2026,"
            "\"list_price\":\"1000.00\"}}",
            codes[i]);
        dms_json_destroy(http_house_ask(&shop, NULL, NULL, "%s", question));
        snprintf(
            question, sizeof(question),
            "{\"do\":\"create\",\"entity\":\"sales.quote\",\"fields\":{\"customer\":1,"
            "\"model\":\"%s\",\"list_price\":\"1000.00\",\"price\":\"1000.00\"}}",
            codes[i]);
        make(question);
    }
    lay_over("common", "<!-- { \"entity\": \"sales.quote\", \"lists\": { \"all\": {\n"
                       "\"entity\": \"sales.quote\", \"filter\": { \"customer\": "
                       "\"$customer\" }, \"sort\": \"model.code,id\" } } } -->\n"
                       "{{#all}}{{$row}}={{model.code}};{{/all}}");
    print_page(boss, "sales.quote", quote, "sales.quote");
    expect(200, "1=A-2;2=A-10;3=M;");
    lay_over("common", NULL);
}

static void
what_cannot_be_printed_is_refused(void **state)
{
    static const char *const names[] = { "sales.nothing", "../../etc/passwd", "sales..",
                                         "gone.form" };
    char path[64], body[100];
    (void)state;
    snprintf(path, sizeof(path), "/api/v1/sales.quote/%lld/print", (long long)quote);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(body, sizeof(body), "{\"template\":\"%s\"}", names[i]);
        call(boss, "POST", path, body);
        expect(404, "paper.none");
    }
    call(boss, "POST", path, "{\"template\":\"sales.contract\"}");
    expect(400, "paper.other_entity");
    call(boss, "POST", path, "{}");
    expect(400, "template");
    call(boss, "POST", "/api/v1/sales.quote/999999/print",
         "{\"template\":\"sales.quote\"}");
    expect(404, "urn:dms:problem:");
}

static int
begin(void **state)
{
    char question[600];
    static const char *const readers[] = {
        "{\"do\":\"create\",\"entity\":\"core.brand\",\"fields\":{\"code\":\"aurora\","
        "\"name\":\"Aurora\"}}",
        "{\"do\":\"set\",\"entity\":\"core.store\",\"id\":\"A01\",\"fields\":{\"brand\":"
        "\"aurora\",\"company\":\"晨曜汽车有限公司\"}}",
        "{\"do\":\"create\",\"entity\":\"core.role\",\"fields\":{\"name\":\"reader\"}}",
        "{\"do\":\"create\",\"entity\":\"core.grant\",\"fields\":{\"role\":\"reader\","
        "\"entity\":\"*\",\"actions\":\"read\",\"scope\":\"store\"}}",
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"reader\","
        "\"roles\":[\"reader\"],\"stores\":[\"A01\"]}}",
    };
    (void)state;
    http_house_open_shop(&shop, "", boss);
    dms_json_destroy(http_house_ask(
        &shop, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":"
        "{\"name\":\"root\",\"roles\":[\"admin\"],\"stores\":[\"A01\"]}}"));
    http_house_token(&shop, "root", admin);
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        dms_json_destroy(http_house_ask(&shop, NULL, NULL, "%s", readers[i]));
    http_house_token(&shop, "reader", reader);
    int64_t customer = make("{\"do\":\"create\",\"entity\":\"crm.customer\",\"fields\":{"
                            "\"name\":\"" HOSTILE "\",\"phone\":\"13800138000\"}}");
    dms_json_destroy(http_house_ask(
        &shop, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"sales.model\",\"fields\":{\"code\":\"M\","
        "\"make\":\"m\",\"series\":\"s\",\"name\":\"n\",\"year\":2026,"
        "\"list_price\":\"129800.05\"}}"));
    snprintf(
        question, sizeof(question),
        "{\"do\":\"create\",\"entity\":\"sales.quote\",\"fields\":{\"customer\":%lld,"
        "\"model\":\"M\",\"list_price\":\"129800.05\",\"price\":\"129800.05\"}}",
        (long long)customer);
    quote = make(question);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_reply_clear(&reply);
    http_close(&line);
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_price_stands_in_figures_and_in_capitals_and_nothing_a_field_says_is_html),
        cmocka_unit_test(from_the_second_copy_on_the_page_says_so),
        cmocka_unit_test(
            who_may_reveal_prints_whole_and_it_is_written_down_and_others_print_masked),
        cmocka_unit_test(the_same_click_twice_is_one_print),
        cmocka_unit_test(a_brand_and_a_store_change_a_form_while_the_shop_is_open),
        cmocka_unit_test(a_wrong_form_is_told_with_its_line_and_the_plugins_own_is_used),
        cmocka_unit_test(
            a_print_is_its_makers_and_only_as_long_as_the_document_says_the_same),
        cmocka_unit_test(an_administrator_hears_of_a_wrong_form_before_anybody_prints_it),
        cmocka_unit_test(rows_stand_in_the_order_of_what_they_refer_to),
        cmocka_unit_test(what_cannot_be_printed_is_refused),
        cmocka_unit_test(every_form_that_a_page_names_prints),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
