// SPDX-License-Identifier: GPL-3.0-or-later
// How fast mail is read on one core. Prints a figure per line: the rate, and its ratio to copying the same bytes twenty times, in the same run.
#include "core/mime/HtmlToText.h"
#include "core/mime/ListingHeaders.h"
#include "core/mime/ParsedMessage.h"
#include "tests/bench/mime/TypicalMail.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>
#include <time.h>
#include <vector>

using namespace tern::mime;

namespace {

constexpr int kMessages = 1'000;
constexpr int kRounds = 5;

/// Processor time of this thread, so that what else runs doesn't count.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double secondsOf(const std::function<void()> &work)
{
    const double begin = now();
    work();
    return now() - begin;
}

std::vector<std::string> headerBlocks()
{
    std::vector<std::string> blocks;
    for (int i = 0; i < kMessages; ++i) {
        const std::string number = std::to_string(i);
        blocks.push_back("Date: Mon, 23 Nov 2026 09:41:02 +0800\r\nFrom: =?gb2312?B?1cXOsA==?= <zhang" + number + "@example.org>\r\nTo: Li Na <li@example.org>, m" + number
                         + "@example.org\r\nCc: wang@example.org\r\nSubject: =?utf-8?B?5Lya6K6u57qq6KaB?= number " + number + "\r\nMessage-ID: <" + number
                         + "@example.org>\r\nIn-Reply-To: <p" + number + "@example.org>\r\nReferences: <r" + number + "@example.org>\r\n <p" + number
                         + "@example.org>\r\nContent-Type: multipart/alternative;\r\n boundary=\"----=_Part_" + number + "\"\r\n\r\n");
    }
    return blocks;
}

template <typename Items>
std::size_t bytesOf(const Items &items)
{
    return std::accumulate(items.begin(), items.end(), std::size_t{0}, [](std::size_t sum, const auto &item) { return sum + static_cast<std::size_t>(item.size()); });
}

/// Alternates the work with the reference and prints the median of each.
template <typename Items>
void measure(const char *name, const Items &items, const std::function<void()> &work)
{
    const std::string bytes(bytesOf(items), 'x');
    std::string copy;
    std::vector<double> took;
    std::vector<double> reference;
    for (int round = 0; round < kRounds; ++round) {
        took.push_back(secondsOf(work));
        reference.push_back(secondsOf([&] {
            for (int i = 0; i < 20; ++i) {
                copy.assign(bytes);
                copy.back() = static_cast<char>(i);
            }
        }));
    }
    std::nth_element(took.begin(), took.begin() + kRounds / 2, took.end());
    std::nth_element(reference.begin(), reference.begin() + kRounds / 2, reference.end());
    const double seconds = took[kRounds / 2];
    std::printf("%-28s %10.0f /s  %7.1f MB/s  %7.1f times a copy\n", name, static_cast<double>(items.size()) / seconds,
                static_cast<double>(bytes.size()) / seconds / 1e6, seconds / std::max(reference[kRounds / 2], 1e-9));
}

} // namespace

int main(int argc, char **)
{
    const auto mail = tern::bench::typicalMail(kMessages);
    std::size_t kept = 0;
    measure("typical messages, their text", mail, [&] {
        for (const QByteArray &raw : mail)
            kept += parseMessage(raw, {.hashAttachments = false, .measureAttachments = false}).ok() ? 1 : 0;
    });
    measure("their text for the index", mail, [&] {
        for (const QByteArray &raw : mail)
            kept += parseMessage(raw, {.hashAttachments = false, .measureAttachments = false, .readHeader = false}).ok() ? 1 : 0;
    });
    if (argc > 1)
        return 0;
    const auto blocks = headerBlocks();
    measure("header blocks for listing", blocks, [&] {
        for (const std::string &block : blocks)
            kept += parseListingHeaders(block).references.size();
    });
    const std::vector<QString> pages(20, QStringLiteral("<div><p>Some <b>words</b> &amp; a <a href=\"https://example.org/\">link</a>, 也有中文。</p></div>\n").repeated(2'000));
    measure("HTML to text", pages, [&] {
        for (const QString &page : pages)
            kept += static_cast<std::size_t>(htmlToText(page).size());
    });
    return kept == 0 ? 1 : 0;
}
