/* scale_chart.c - what was measured, for people: a table, and lines that ought to stay flat. */
#include "bench/scale_bench.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#define WIDTH  760
#define HEIGHT 400
#define LEFT   60
#define RIGHT  520
#define TOP    40
#define BOTTOM 340
#define MOST   4.0 /* times as much as in the smallest house */

static const char *const colours[] = { "#1f77b4", "#2ca02c", "#ff7f0e", "#d62728",
                                       "#9467bd" };

static void
put_value(FILE *out, double value)
{
    fprintf(out, " %11.*f", value < 10 ? 2 : value < 1000 ? 1 : 0, value);
}

static void
put_machine(FILE *out)
{
    char line[256], model[200] = "a machine";
    time_t now = time(NULL);
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':') != NULL)
            snprintf(model, sizeof(model), "%.*s",
                     (int)strcspn(strchr(line, ':') + 2, "\n"), strchr(line, ':') + 2);
    if (file != NULL)
        fclose(file);
    strftime(line, sizeof(line), "%Y-%m-%d", localtime(&now));
    fprintf(out, "%s, %ld cores, %ld GiB; %s\n", model, sysconf(_SC_NPROCESSORS_ONLN),
            sysconf(_SC_PHYS_PAGES) / 1024 * sysconf(_SC_PAGESIZE) / 1024 / 1024, line);
}

void
scale_table(FILE *out, const struct scale_house *houses, size_t count)
{
    put_machine(out);
    fprintf(out,
            "Customers, a car each, leads of two in five, orders of one in five.\n\n");
    fprintf(out, "%-36s", "customers");
    for (size_t i = 0; i < count; i++)
        fprintf(out, " %11lld", (long long)houses[i].customers);
    fprintf(out, "   grows\n");
    for (size_t k = 0; k < SCALE_FIGURES; k++) {
        fprintf(out, "%-30s %-5s", scale_figures[k].name, scale_figures[k].unit);
        for (size_t i = 0; i < count; i++)
            put_value(out, houses[i].values[k]);
        double times = houses[count - 1].values[k] / houses[0].values[k];
        if (scale_figures[k].limit > 0)
            fprintf(out, " %6.2f x, at most %.0f x", times, scale_figures[k].limit);
        fprintf(out, "\n");
    }
}

static double
across(size_t i, size_t count)
{
    return LEFT +
           (double)(RIGHT - LEFT) * (double)i / (double)(count > 1 ? count - 1 : 1);
}

static double
up(double times)
{
    return BOTTOM - (BOTTOM - TOP) * (times < MOST ? times : MOST) / MOST;
}

static void
put_text(FILE *out, double x, double y, const char *anchor, const char *text)
{
    fprintf(out, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>\n", x, y,
            anchor, text);
}

static void
put_axes(FILE *out, const struct scale_house *houses, size_t count)
{
    char text[40];
    for (int times = 0; times <= (int)MOST; times++) {
        fprintf(out, "<path d=\"M%d %.0fH%d\" stroke=\"#ddd\"/>\n", LEFT, up(times),
                RIGHT);
        snprintf(text, sizeof(text), "%d ×", times);
        put_text(out, LEFT - 8, up(times) + 4, "end", text);
    }
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof(text), "%lld", (long long)houses[i].customers);
        put_text(out, across(i, count), BOTTOM + 20, "middle", text);
    }
    put_text(out, (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "customers");
    put_text(out, LEFT, TOP - 18, "start",
             "Processor time of one operation, in the smallest house = 1");
}

static void
put_line(FILE *out, const struct scale_house *houses, size_t count, size_t which,
         size_t place)
{
    char text[120];
    const char *colour = colours[place % (sizeof(colours) / sizeof(colours[0]))];
    fprintf(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
            colour);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%.0f,%.0f ", across(i, count),
                up(houses[i].values[which] / houses[0].values[which]));
    fprintf(out, "\"/>\n<path d=\"M%d %zuh20\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            RIGHT + 20, TOP + 20 + place * 22, colour);
    snprintf(text, sizeof(text), "%s (at most %.0f ×)", scale_figures[which].name,
             scale_figures[which].limit);
    put_text(out, RIGHT + 46, (double)(TOP + 24 + place * 22), "start", text);
}

void
scale_chart(FILE *out, const struct scale_house *houses, size_t count)
{
    size_t place = 0;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            " font-family=\"sans-serif\" font-size=\"12\">\n"
            "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    put_axes(out, houses, count);
    for (size_t k = 0; k < SCALE_FIGURES; k++)
        if (scale_figures[k].limit > 0)
            put_line(out, houses, count, k, place++);
    fprintf(out, "</svg>\n");
}
