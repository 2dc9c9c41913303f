/* The kernel as the driver meets it: /dev/spidev0.0 and two GPIO chips, played in virtual time with a chip behind them.
 * Every structure, flag and number handed in is checked against linux/spi/spidev.h and linux/gpio.h; what a real kernel
 * would refuse is refused with its error number, and what it would quietly swallow is written down as a violation.
 * The driver's imports of libc are bound to this library by an import resolver, in a process of their own. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/spi/spidev.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "chip.h"
#include "faults.h"

enum { FIRST_FD = 1000, MOST_FILES = 16, QUEUE = 1024, LARGEST_MESSAGE = 4096 };
enum { LINE_START = 23, LINE_RESET = 24, LINE_DRDY = 25, LINE_TAKEN = 7, LINES = 58 };
enum kind { CLOSED, SPIDEV, GPIO_OTHER, GPIO_HEADER, LINE_EVENTS, LINE_OUTPUT };

static const int64_t CALL_NS = 1500, SELECT_GAP_NS = 12000;

static struct { enum kind kind; int line; } files[MOST_FILES];
static int64_t now_ns;
static uint8_t spi_mode = 0;
static uint32_t spi_speed;
static int unplugged, logging = 1, interrupt_every, calls;
static int another_library;
static struct gpio_v2_line_event queue[QUEUE];
static uint32_t queue_first, queue_count, queue_capacity, sequence;
static char log_text[65536], violation_text[8192], abi_text[8192];

static void append(char *text, size_t size, const char *format, va_list arguments)
{
    size_t used = strlen(text);
    if (used + 200 < size) {
        vsnprintf(text + used, size - used - 2, format, arguments);
        strcat(text, "\n");
    }
}

static void note(const char *format, ...)
{
    va_list arguments;
    if (!logging)
        return;
    va_start(arguments, format);
    append(log_text, sizeof log_text, format, arguments);
    va_end(arguments);
}

static int refuse(int error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    append(violation_text, sizeof violation_text, format, arguments);
    va_end(arguments);
    errno = error;
    return -1;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int all_zero(const void *bytes, size_t length)
{
    const uint8_t *b = bytes;
    for (size_t i = 0; i < length; i++)
        if (b[i] != 0)
            return 0;
    return 1;
}

/* Edges up to now enter the queue; a full queue drops the oldest, as GPIO v2 does. */
static void run_chip(void)
{
    for (int64_t edge = chip_next_edge_ns(); edge >= 0 && edge <= now_ns; edge = chip_next_edge_ns()) {
        chip_edge();
        if (queue_capacity == 0 || faults_hide_edge())
            continue;
        if (queue_count == queue_capacity) {
            queue_first = (queue_first + 1) % QUEUE;
            queue_count--;
        }
        struct gpio_v2_line_event *event = &queue[(queue_first + queue_count++) % QUEUE];
        memset(event, 0, sizeof *event);
        event->timestamp_ns = (uint64_t)edge;
        event->id = GPIO_V2_LINE_EVENT_FALLING_EDGE;
        event->offset = LINE_DRDY;
        event->seqno = event->line_seqno = ++sequence;
    }
}

static void pass(int64_t ns)
{
    int64_t target = now_ns + ns;
    for (int64_t edge = chip_next_edge_ns(); edge >= 0 && edge <= target; edge = chip_next_edge_ns()) {
        now_ns = edge > now_ns ? edge : now_ns;
        run_chip();
    }
    now_ns = target;
}

static int interrupted(void)
{
    return interrupt_every > 0 && ++calls % interrupt_every == 0;
}

static int index_of(int fd)
{
    int i = fd - FIRST_FD;
    return i >= 0 && i < MOST_FILES && files[i].kind != CLOSED ? i : -1;
}

static int add_file(enum kind kind, int line)
{
    for (int i = 0; i < MOST_FILES; i++)
        if (files[i].kind == CLOSED) {
            files[i].kind = kind;
            files[i].line = line;
            return FIRST_FD + i;
        }
    return fail(EMFILE);
}

int open(const char *path, int flags, ...)
{
    pass(CALL_NS);
    if (flags != (O_RDWR | O_CLOEXEC) && !(another_library && flags == O_RDWR))
        return refuse(EINVAL, "open %s: flags %x", path, flags);
    note("open(\"%s\", O_RDWR | O_CLOEXEC)", path);
    if (strcmp(path, "/dev/spidev0.0") == 0)
        return add_file(SPIDEV, 0);
    if (strcmp(path, "/dev/gpiochip0") == 0)
        return add_file(GPIO_OTHER, 0);
    if (strcmp(path, "/dev/gpiochip1") == 0)
        return add_file(GPIO_HEADER, 0);
    return fail(strcmp(path, "/dev/spidev9.9") == 0 ? EACCES : ENOENT);
}

int close(int fd)
{
    int i = index_of(fd);
    pass(CALL_NS);
    if (i < 0)
        return refuse(EBADF, "close of %d, which is not open", fd);
    note("close(%s)", files[i].kind == SPIDEV ? "spidev"
        : files[i].kind <= GPIO_HEADER ? "gpiochip" : files[i].kind == LINE_EVENTS ? "DRDY" : "output");
    if (files[i].kind == LINE_EVENTS)
        queue_capacity = queue_count = 0;
    files[i].kind = CLOSED;
    return 0;
}

static int check_transfer(const struct spi_ioc_transfer *t)
{
    if (t->pad || t->tx_nbits || t->rx_nbits || t->word_delay_usecs || t->cs_change)
        return refuse(EINVAL, "spi_ioc_transfer: a field that must be zero is not");
    if (t->bits_per_word != 8 || t->len == 0 || !t->tx_buf || !t->rx_buf)
        return refuse(EINVAL, "spi_ioc_transfer: bits %d, length %u", t->bits_per_word, t->len);
    /* Two open files may set two speeds: spidev.c keeps none of them as a limit for a transfer. */
    if (t->speed_hz == 0 || (t->speed_hz > spi_speed && !another_library))
        return refuse(EINVAL, "spi_ioc_transfer: speed %u above %u", t->speed_hz, spi_speed);
    return 0;
}

static int spi_message(unsigned int size, struct spi_ioc_transfer *transfers)
{
    unsigned int count = size / sizeof *transfers;
    int total = 0;
    static uint8_t sent[LARGEST_MESSAGE], reply[LARGEST_MESSAGE];
    if (size == 0 || size % sizeof *transfers != 0)
        return refuse(EINVAL, "SPI_IOC_MESSAGE of %u bytes", size);
    if (spi_mode != SPI_MODE_1)
        return refuse(EIO, "message in SPI mode %d", spi_mode);
    for (unsigned int i = 0; i < count; i++) {
        if (check_transfer(&transfers[i]) < 0)
            return -1;
        total += (int)transfers[i].len;
    }
    if ((size_t)total > faults_bufsiz() || total > LARGEST_MESSAGE)
        return fail(EMSGSIZE);
    int error = faults_of_message();
    if (error)
        return fail(error);
    note("ioctl(spidev, SPI_IOC_MESSAGE(%u)): %d bytes, first %02x", count, total,
        *(uint8_t *)(uintptr_t)transfers[0].tx_buf);
    pass(SELECT_GAP_NS);
    chip_select(now_ns);
    int position = 0;
    for (unsigned int i = 0; i < count; i++) {
        const uint8_t *tx = (const uint8_t *)(uintptr_t)transfers[i].tx_buf;
        for (unsigned int b = 0; b < transfers[i].len; b++) {
            int64_t start_ns = now_ns;
            pass(8000000000LL / transfers[i].speed_hz);
            sent[position] = tx[b];
            reply[position++] = chip_exchange(tx[b], start_ns, now_ns);
        }
        pass(transfers[i].delay_usecs * 1000LL);
    }
    chip_deselect(now_ns);
    faults_distort(sent, reply, (size_t)total);
    position = 0;
    for (unsigned int i = 0; i < count; position += (int)transfers[i++].len)
        memcpy((uint8_t *)(uintptr_t)transfers[i].rx_buf, reply + position, transfers[i].len);
    return total;
}

static int spidev_ioctl(unsigned long request, void *argument)
{
    if (unplugged)
        return fail(ESHUTDOWN);
    if (_IOC_TYPE(request) == SPI_IOC_MAGIC && _IOC_NR(request) == 0 && _IOC_DIR(request) == _IOC_WRITE)
        return spi_message(_IOC_SIZE(request), argument);
    switch (request) {
    case SPI_IOC_WR_MODE:
        if (faults_of_mode())
            return fail(faults_of_mode());
        spi_mode = faults_keeps_mode_0() ? 0 : *(uint8_t *)argument;
        note("ioctl(spidev, SPI_IOC_WR_MODE, %d)", spi_mode);
        return 0;
    case SPI_IOC_RD_MODE:
        note("ioctl(spidev, SPI_IOC_RD_MODE)");
        *(uint8_t *)argument = spi_mode;
        return 0;
    case SPI_IOC_WR_BITS_PER_WORD:
        note("ioctl(spidev, SPI_IOC_WR_BITS_PER_WORD, %d)", *(uint8_t *)argument);
        return *(uint8_t *)argument == 8 ? 0 : refuse(EINVAL, "bits per word %d", *(uint8_t *)argument);
    case SPI_IOC_WR_MAX_SPEED_HZ:
        spi_speed = *(uint32_t *)argument;
        note("ioctl(spidev, SPI_IOC_WR_MAX_SPEED_HZ, %u)", spi_speed);
        return 0;
    default:
        return refuse(ENOTTY, "spidev ioctl %lx", request);
    }
}

static int chip_info(enum kind kind, struct gpiochip_info *info)
{
    memset(info, 0, sizeof *info);
    strcpy(info->name, kind == GPIO_HEADER ? "gpiochip1" : "gpiochip0");
    strcpy(info->label, kind == GPIO_HEADER ? "pinctrl-bcm2711" : "raspberrypi-exp-gpio");
    info->lines = kind == GPIO_HEADER ? LINES : 8;
    note("ioctl(gpiochip, GPIO_GET_CHIPINFO_IOCTL): %s", info->label);
    return 0;
}

static int check_line_request(const struct gpio_v2_line_request *r)
{
    if (r->num_lines != 1 || !all_zero(r->offsets + 1, sizeof r->offsets - sizeof r->offsets[0]))
        return refuse(EINVAL, "line request: %u lines", r->num_lines);
    if (!all_zero(r->padding, sizeof r->padding) || !all_zero(r->config.padding, sizeof r->config.padding))
        return refuse(EINVAL, "line request: padding is not zero");
    if (r->consumer[0] == 0 || memchr(r->consumer, 0, sizeof r->consumer) == NULL)
        return refuse(EINVAL, "line request: consumer is empty or not terminated");
    if (r->config.num_attrs > 1 || !all_zero(r->config.attrs + r->config.num_attrs,
            sizeof r->config.attrs - r->config.num_attrs * sizeof r->config.attrs[0]))
        return refuse(EINVAL, "line request: %u attributes", r->config.num_attrs);
    return 0;
}

static int request_events(struct gpio_v2_line_request *r)
{
    if (r->config.flags != (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_FALLING) || r->config.num_attrs != 0)
        return refuse(EINVAL, "DRDY request: flags %llx", (unsigned long long)r->config.flags);
    queue_capacity = r->event_buffer_size == 0 ? 16 : r->event_buffer_size > QUEUE ? QUEUE : r->event_buffer_size;
    queue_first = queue_count = 0;
    note("ioctl(gpiochip, GPIO_V2_GET_LINE_IOCTL): line %u INPUT | EDGE_FALLING, queue %u, '%s'",
        r->offsets[0], queue_capacity, r->consumer);
    return r->fd = add_file(LINE_EVENTS, LINE_DRDY);
}

static void drive(int line, int high)
{
    if (line == LINE_RESET)
        chip_reset_pin(high, now_ns);
    else
        chip_start_pin(high, now_ns);
}

static int request_output(struct gpio_v2_line_request *r)
{
    const struct gpio_v2_line_config_attribute *a = &r->config.attrs[0];
    if (r->config.flags != GPIO_V2_LINE_FLAG_OUTPUT || r->config.num_attrs != 1 || r->event_buffer_size != 0)
        return refuse(EINVAL, "output request: flags %llx", (unsigned long long)r->config.flags);
    if (a->attr.id != GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES || a->attr.padding || a->mask != 1 || a->attr.values > 1)
        return refuse(EINVAL, "output request: attribute %u mask %llx", a->attr.id, (unsigned long long)a->mask);
    note("ioctl(gpiochip, GPIO_V2_GET_LINE_IOCTL): line %u OUTPUT %d, '%s'", r->offsets[0], (int)a->attr.values,
        r->consumer);
    drive((int)r->offsets[0], (int)a->attr.values);
    return r->fd = add_file(LINE_OUTPUT, (int)r->offsets[0]);
}

static int get_line(struct gpio_v2_line_request *r)
{
    if (check_line_request(r) < 0)
        return -1;
    if (r->offsets[0] >= LINES)
        return fail(EINVAL);
    if (r->offsets[0] == LINE_TAKEN)
        return fail(EBUSY);
    for (int i = 0; i < MOST_FILES; i++)
        if (files[i].kind >= LINE_EVENTS && files[i].line == (int)r->offsets[0])
            return fail(EBUSY);
    if (r->offsets[0] == LINE_DRDY)
        return request_events(r) < 0 ? -1 : 0;
    if (r->offsets[0] == LINE_RESET || r->offsets[0] == LINE_START)
        return request_output(r) < 0 ? -1 : 0;
    return refuse(EINVAL, "line %u is not wired", r->offsets[0]);
}

static int set_values(int line, const struct gpio_v2_line_values *values)
{
    if (values->mask != 1 || values->bits > 1)
        return refuse(EINVAL, "set values: mask %llx", (unsigned long long)values->mask);
    note("ioctl(%s, GPIO_V2_LINE_SET_VALUES_IOCTL, %d)", line == LINE_RESET ? "RESET" : "START", (int)values->bits);
    drive(line, (int)values->bits);
    return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    int i = index_of(fd);
    if (i < 0)
        return refuse(EBADF, "ioctl on %d, which is not open", fd);
    pass(CALL_NS);
    if (interrupted() && files[i].kind == SPIDEV && _IOC_NR(request) == 0)
        return fail(EINTR);
    if (files[i].kind == SPIDEV)
        return spidev_ioctl(request, argument);
    if (files[i].kind <= GPIO_HEADER && request == GPIO_GET_CHIPINFO_IOCTL)
        return chip_info(files[i].kind, argument);
    if (files[i].kind == GPIO_HEADER && request == GPIO_V2_GET_LINE_IOCTL)
        return get_line(argument);
    if (files[i].kind == LINE_OUTPUT && request == GPIO_V2_LINE_SET_VALUES_IOCTL)
        return set_values(files[i].line, argument);
    return refuse(ENOTTY, "ioctl %lx on a file of kind %d", request, files[i].kind);
}

ssize_t read(int fd, void *buffer, size_t count)
{
    int i = index_of(fd);
    pass(CALL_NS);
    if (i < 0 || files[i].kind != LINE_EVENTS)
        return refuse(EBADF, "read of %d", fd);
    if (unplugged)
        return fail(ENODEV);
    if (faults_of_line_call())
        return fail(EIO);
    if (count < sizeof(struct gpio_v2_line_event))
        return refuse(EINVAL, "read of %zu bytes", count);
    if (queue_count == 0)
        return refuse(EAGAIN, "a read that would have blocked");
    size_t events = count / sizeof(struct gpio_v2_line_event);
    events = events < queue_count ? events : queue_count;
    for (size_t e = 0; e < events; e++) {
        memcpy((char *)buffer + e * sizeof queue[0], &queue[queue_first], sizeof queue[0]);
        queue_first = (queue_first + 1) % QUEUE;
        queue_count--;
    }
    note("read(DRDY): %zu event(s)", events);
    return (ssize_t)(events * sizeof queue[0]);
}

int poll(struct pollfd *requests, nfds_t count, int timeout_ms)
{
    int i = count == 1 ? index_of(requests[0].fd) : -1;
    pass(CALL_NS);
    if (i < 0 || files[i].kind != LINE_EVENTS || requests[0].events != POLLIN || timeout_ms < 0)
        return refuse(EINVAL, "poll of %d for %d ms", count == 1 ? requests[0].fd : -1, timeout_ms);
    note("poll(DRDY, POLLIN, %d ms)", timeout_ms);
    requests[0].revents = 0;
    if (unplugged) {
        requests[0].revents = POLLHUP | POLLERR;
        return 1;
    }
    if (interrupted())
        return fail(EINTR);
    if (faults_of_line_call())
        return fail(EIO);
    int64_t deadline = now_ns + timeout_ms * 1000000LL;
    run_chip();
    while (queue_count == 0) {
        int64_t edge = chip_next_edge_ns();
        if (edge < 0 || edge > deadline) {
            pass(deadline > now_ns ? deadline - now_ns : 0);
            return 0;
        }
        pass(edge > now_ns ? edge - now_ns : 0);
        run_chip();
    }
    requests[0].revents = POLLIN;
    return 1;
}

/* The unit allows real time to the calling thread, up to priority 40, and never without reset on fork. */
int sched_setscheduler(pid_t thread, int policy, const struct sched_param *param)
{
    pass(CALL_NS);
    if (thread != 0 || policy != (SCHED_FIFO | SCHED_RESET_ON_FORK))
        return refuse(EINVAL, "sched_setscheduler of %d: policy %x", (int)thread, policy);
    if (param->sched_priority < 1 || param->sched_priority > 40)
        return refuse(EINVAL, "sched_setscheduler: priority %d", param->sched_priority);
    note("sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, %d)", param->sched_priority);
    return faults_refuse_real_time() ? fail(EPERM) : 0;
}

/* What follows is for the test, not for the driver. */

void fake_power_on(void) { chip_power_on(now_ns); }
int64_t fake_now_ns(void) { return now_ns; }
void fake_pass_ns(int64_t ns) { pass(ns); }
void fake_set_leads_off(int leads) { chip_set_leads_off(leads); }
void fake_unplug(int gone) { unplugged = gone; }
void fake_log(int on) { logging = on; }
void fake_take_another_library(void) { another_library = 1; }
void fake_interrupt_every(int calls_between) { interrupt_every = calls_between; }
const char *fake_log_text(void) { return log_text; }
const char *fake_violations(void) { return violation_text; }

int fake_open_files(void)
{
    int open_files = 0;
    for (int i = 0; i < MOST_FILES; i++)
        open_files += files[i].kind != CLOSED;
    return open_files;
}

#define NUMBER(name, value) \
    snprintf(abi_text + strlen(abi_text), sizeof abi_text - strlen(abi_text), "%s %llu\n", name, \
        (unsigned long long)(value))
#define SIZE(type) NUMBER("sizeof " #type, sizeof(struct type))
#define OFFSET(type, member) NUMBER("offsetof " #type "." #member, __builtin_offsetof(struct type, member))
#define VALUE(name) NUMBER(#name, name)

/* Sizes, offsets and numbers as this machine's own headers have them. */
const char *fake_abi(void)
{
    abi_text[0] = 0;
    SIZE(spi_ioc_transfer);
    OFFSET(spi_ioc_transfer, tx_buf);
    OFFSET(spi_ioc_transfer, rx_buf);
    OFFSET(spi_ioc_transfer, len);
    OFFSET(spi_ioc_transfer, speed_hz);
    OFFSET(spi_ioc_transfer, delay_usecs);
    OFFSET(spi_ioc_transfer, bits_per_word);
    OFFSET(spi_ioc_transfer, cs_change);
    OFFSET(spi_ioc_transfer, word_delay_usecs);
    SIZE(gpiochip_info);
    OFFSET(gpiochip_info, label);
    OFFSET(gpiochip_info, lines);
    SIZE(gpio_v2_line_request);
    OFFSET(gpio_v2_line_request, offsets);
    OFFSET(gpio_v2_line_request, consumer);
    OFFSET(gpio_v2_line_request, config.flags);
    OFFSET(gpio_v2_line_request, config.num_attrs);
    OFFSET(gpio_v2_line_request, config.attrs);
    OFFSET(gpio_v2_line_request, num_lines);
    OFFSET(gpio_v2_line_request, event_buffer_size);
    OFFSET(gpio_v2_line_request, fd);
    SIZE(gpio_v2_line_config_attribute);
    OFFSET(gpio_v2_line_config_attribute, attr.id);
    OFFSET(gpio_v2_line_config_attribute, attr.values);
    OFFSET(gpio_v2_line_config_attribute, mask);
    SIZE(gpio_v2_line_event);
    OFFSET(gpio_v2_line_event, timestamp_ns);
    OFFSET(gpio_v2_line_event, id);
    OFFSET(gpio_v2_line_event, offset);
    OFFSET(gpio_v2_line_event, seqno);
    OFFSET(gpio_v2_line_event, line_seqno);
    SIZE(gpio_v2_line_values);
    OFFSET(gpio_v2_line_values, bits);
    OFFSET(gpio_v2_line_values, mask);
    SIZE(pollfd);
    OFFSET(pollfd, events);
    OFFSET(pollfd, revents);
    VALUE(SPI_IOC_MESSAGE(1));
    VALUE(SPI_IOC_MESSAGE(3));
    VALUE(SPI_IOC_RD_MODE);
    VALUE(SPI_IOC_WR_MODE);
    VALUE(SPI_IOC_WR_BITS_PER_WORD);
    VALUE(SPI_IOC_WR_MAX_SPEED_HZ);
    VALUE(GPIO_GET_CHIPINFO_IOCTL);
    VALUE(GPIO_V2_GET_LINE_IOCTL);
    VALUE(GPIO_V2_LINE_SET_VALUES_IOCTL);
    VALUE(GPIO_V2_LINE_FLAG_INPUT);
    VALUE(GPIO_V2_LINE_FLAG_OUTPUT);
    VALUE(GPIO_V2_LINE_FLAG_EDGE_FALLING);
    VALUE(GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES);
    VALUE(O_RDWR);
    VALUE(O_CLOEXEC);
    VALUE(POLLIN);
    VALUE(POLLERR);
    VALUE(POLLHUP);
    VALUE(POLLNVAL);
    VALUE(ENOENT);
    VALUE(EINTR);
    VALUE(ENXIO);
    VALUE(EBADF);
    VALUE(EAGAIN);
    VALUE(EACCES);
    VALUE(EBUSY);
    VALUE(ENODEV);
    VALUE(EINVAL);
    VALUE(ENOTTY);
    VALUE(EMSGSIZE);
    VALUE(EOPNOTSUPP);
    VALUE(ESHUTDOWN);
    return abi_text;
}
