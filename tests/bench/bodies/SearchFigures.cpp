// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bodies/SearchFigures.h"

#include "core/mime/ParsedMessage.h"
#include "tests/support/bench/Figures.h"

#include <algorithm>
#include <cstdio>
#include <random>

namespace tern::bench {
namespace {

constexpr int kSubstrings = 300;
constexpr int kRuns = 5;    // of each search

bool isHan(QChar character)
{
    return character.unicode() >= 0x4E00 && character.unicode() <= 0x9FFF;
}

/// Two to six Han characters that stand together somewhere in the text; empty when there are none.
QString substringOf(const QString &text, std::mt19937 &random)
{
    std::vector<qsizetype> pairs;
    for (qsizetype at = 0; at + 1 < text.size(); ++at) {
        if (isHan(text[at]) && isHan(text[at + 1]))
            pairs.push_back(at);
    }
    if (pairs.empty())
        return {};
    const qsizetype begin = pairs[random() % pairs.size()];
    const qsizetype wanted = 2 + static_cast<qsizetype>(random() % 5);
    qsizetype length = 2;
    while (length < wanted && begin + length < text.size() && isHan(text[begin + length]))
        ++length;
    return text.mid(begin, length);
}

store::ListQuery queryFor(const QString &text)
{
    return {store::SearchResults{text, {}, {}}};
}

double millisecondsOf(store::StoreReader &reader, const QString &text)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        times.push_back(1000 * secondsOf([&] {
            if (!reader.page(queryFor(text), {}, 100))
                fail("a search failed");
        }));
    }
    return median(times);
}

} // namespace

void searchFigures(store::StoreReader &reader, MailboxId mailbox, const std::string &name)
{
    const auto placements = reader.placements({store::InMailbox{mailbox}}).valueOr({});
    std::mt19937 random(7);
    std::vector<double> times;
    QString slowest;
    const auto measure = [&](const QString &words) {
        times.push_back(millisecondsOf(reader, words));
        if (times.back() >= *std::max_element(times.begin(), times.end()))
            slowest = words;
    };
    int lost = 0;
    int tried = 0;
    for (int attempt = 0; tried < kSubstrings && attempt < kSubstrings * 50; ++attempt) {
        const PlacementId placement = placements[random() % placements.size()];
        const auto row = reader.row(placement).valueOr({});
        const auto raw = row ? reader.content(row->message).valueOr({}) : std::nullopt;
        auto parsed = raw ? mime::parseMessage(*raw, {}) : Result<mime::ParsedMessage>(makeError(ErrorKind::NotFound, "bench"));
        const QString words = parsed ? substringOf(random() % 4 == 0 ? row->subject : parsed->text, random) : QString();
        if (words.isEmpty())
            continue;
        ++tried;
        measure(words);
        const auto found = reader.placements(queryFor(words)).valueOr({});
        if (std::find(found.begin(), found.end(), placement) == found.end()) {
            ++lost;
            std::fprintf(stderr, "not found: %s\n", qUtf8Printable(words));
        }
    }
    for (const char *words : {"meeting", "m", "because report", "from:maria", "subject:report is:unread", "printer", "项目", "会议纪要", "会", "t", "th", "con"})
        measure(QString::fromUtf8(words));
    print({name + "_first_100_median", median(times), "ms", 0, 10});
    print({name + "_first_100_slowest", quantile(times, 1), "ms", 0, 10});
    std::fprintf(stderr, "the slowest search: %s\n", qUtf8Printable(slowest));
    print({name + "_cjk_substrings_tried", static_cast<double>(tried), "", 0, 100, true});
    print({name + "_cjk_substrings_lost", static_cast<double>(lost), "", 0, 0});
    if (lost > 0)
        fail("a search did not find what is there");
}

} // namespace tern::bench
