// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/FetchItems.h"

#include "core/net/imap/BodyStructure.h"
#include "core/net/imap/ImapCursor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace tern::imap {
namespace {

constexpr std::size_t kMaxKeywords = 200;
constexpr std::size_t kLongestKeyword = 200;   // bytes
constexpr std::size_t kMaxSections = 100;
constexpr std::size_t kLongestLabel = 1'000;    // bytes; Gmail takes 225 letters
constexpr std::size_t kLongestObjectId = 255;   // RFC 8474 §7

struct FlagName {
    FlagBits bit;
    std::string_view name;
};
constexpr std::array<FlagName, 6> kFlagNames{{{kSeen, "\\Seen"}, {kAnswered, "\\Answered"}, {kFlagged, "\\Flagged"},
                                              {kDeleted, "\\Deleted"}, {kDraft, "\\Draft"}, {kRecent, "\\Recent"}}};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Days since 1970-01-01 of a proleptic Gregorian date, and back.
std::int64_t daysOf(int year, int month, int day)
{
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / month / day).time_since_epoch().count();
}

bool takeDigits(std::string_view &text, int &value, std::size_t most)
{
    value = 0;
    std::size_t count = 0;
    while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
        value = value * 10 + (text[count++] - '0');
    text.remove_prefix(count);
    return count > 0;
}

bool takeChar(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

void takeSection(ImapCursor &cursor, FetchItems &items)
{
    const std::string_view rest = cursor.rest();
    const auto close = rest.find(']');
    if (close == std::string_view::npos) {
        items.isDamaged = true;
        return;
    }
    FetchedSection section;
    section.section = rest.substr(0, close);
    cursor.skip(close + 1);
    if (cursor.peek() == '<') {
        const auto end = cursor.rest().find('>');
        cursor.skip(end == std::string_view::npos ? 0 : end + 1);
    }
    cursor.skipSpaces();
    std::string scratch;
    if (!cursor.takeString(section.data, scratch, &section.isNil)) {
        items.isDamaged = true;
        return;
    }
    if (!scratch.empty() && section.data.data() == scratch.data()) {
        items.scratch.push_back(std::move(scratch));
        section.data = items.scratch.back();
    }
    if (items.sections.size() < kMaxSections)
        items.sections.push_back(section);
}

// "(M1234)" of OBJECTID [RFC 8474], a bare number of Gmail, NIL, or () for none.
bool takeObjectId(ImapCursor &cursor, std::string &id)
{
    id.clear();
    const bool inList = cursor.take('(');
    const std::string_view word = cursor.takeAtom();
    if (inList) {
        cursor.skipSpaces();
        if (!cursor.take(')'))
            return false;
    } else if (word.empty()) {
        return false;
    }
    if (!equalsNoCase(word, "NIL") && word.size() <= kLongestObjectId)
        id = word;
    return true;
}

// "(\\Inbox Work "two words")": atoms, strings and literals [X-GM-EXT-1]. Too many, or too long, are left out.
bool takeLabels(ImapCursor &cursor, Labels &labels)
{
    if (!cursor.take('('))
        return false;
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')'))
            return true;
        std::string label;
        bool isNil = false;
        if (!cursor.takeString(label, &isNil))
            return false;
        // NIL is a name like any other here.
        if (isNil)
            label = "NIL";
        if (!label.empty() && label.size() <= kLongestLabel && labels.size() < kMaxKeywords)
            labels.push_back(std::move(label));
    }
}

// After something unreadable: on to what matters most, the header literal.
bool resume(ImapCursor &cursor)
{
    const std::string_view rest = cursor.rest();
    const auto at = rest.find(" BODY[");
    if (at == std::string_view::npos)
        return false;
    cursor.skip(at + 1);
    return true;
}

// One item and its value; false when the rest can't be read.
bool takeItem(ImapCursor &cursor, FetchItems &items)
{
    const char *const begin = cursor.position();
    std::string_view name = cursor.takeAtom();
    const auto bracket = name.find('[');
    if (bracket != std::string_view::npos) {
        // The section may hold spaces and parentheses: back to just behind the bracket.
        const std::size_t taken = bracket + 1;
        cursor = ImapCursor({begin + taken, static_cast<std::size_t>(cursor.rest().data() + cursor.rest().size() - begin) - taken});
        name = name.substr(0, bracket);
        takeSection(cursor, items);
        return !items.isDamaged;
    }
    cursor.skipSpaces();
    if (equalsNoCase(name, "UID"))
        return cursor.takeNumber32(items.uid.value);
    if (equalsNoCase(name, "FLAGS"))
        return items.hasFlags = parseFlags(cursor, items.flags);
    if (equalsNoCase(name, "RFC822.SIZE")) {
        std::uint64_t size = 0;
        if (!cursor.takeNumber(size))
            return cursor.skipValue();
        items.size = size;
        return true;
    }
    if (equalsNoCase(name, "INTERNALDATE")) {
        std::string_view date;
        std::string scratch;
        if (!cursor.takeString(date, scratch))
            return false;
        items.internalDate = parseInternalDate(date);
        return true;
    }
    if (equalsNoCase(name, "MODSEQ")) {
        if (!cursor.take('(') || !cursor.takeModSeq(items.modSeq.value))
            return false;
        cursor.skipSpaces();
        return cursor.take(')');
    }
    if (equalsNoCase(name, "EMAILID") || equalsNoCase(name, "X-GM-MSGID"))
        return takeObjectId(cursor, items.objectId);
    if (equalsNoCase(name, "THREADID") || equalsNoCase(name, "X-GM-THRID"))
        return takeObjectId(cursor, items.threadId);
    if (equalsNoCase(name, "X-GM-LABELS"))
        return takeLabels(cursor, items.labels.emplace());
    if (equalsNoCase(name, "PREVIEW")) {
        std::string text;
        bool isNil = false;
        if (!cursor.takeString(text, &isNil))
            return false;
        if (!isNil)
            items.preview = std::move(text);
        return true;
    }
    if ((equalsNoCase(name, "BODYSTRUCTURE") || equalsNoCase(name, "BODY")) && cursor.peek() == '(') {
        const char *const start = cursor.position();
        if (!parseBodyStructure(cursor, items.body)) {
            items.body = {};
            return false;
        }
        items.hasStructure = true;
        items.structure = {start, static_cast<std::size_t>(cursor.position() - start)};
        return true;
    }
    return !name.empty() && cursor.skipValue();
}

} // namespace

void FetchItems::clear()
{
    uid = {};
    hasFlags = false;
    flags.bits = 0;
    flags.keywords.clear();
    internalDate = 0;
    size.reset();
    modSeq = {};
    hasStructure = false;
    structure = {};
    body.parts.clear();
    body.hasAttachment = false;
    body.firstText.reset();
    sections.clear();
    objectId.clear();
    threadId.clear();
    preview.reset();
    labels.reset();
    scratch.clear();
    isDamaged = false;
}

void parseFetch(std::string_view text, FetchItems &items)
{
    items.clear();
    ImapCursor cursor(text);
    cursor.skipSpaces();
    if (!cursor.take('(')) {
        items.isDamaged = true;
        return;
    }
    for (;;) {
        cursor.skipSpaces();
        if (cursor.atEnd() || cursor.take(')'))
            return;
        const char *const before = cursor.position();
        if (takeItem(cursor, items))
            continue;
        items.isDamaged = true;
        if (!resume(cursor) || cursor.position() == before)
            return;
        items.isDamaged = false;    // takeItem looks at it; set again below
        const bool read = takeItem(cursor, items);
        items.isDamaged = true;
        if (!read)
            return;
    }
}

bool parseFlags(ImapCursor &cursor, Flags &flags)
{
    if (!cursor.take('('))
        return false;
    flags.bits = 0;
    flags.keywords.clear();
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')'))
            return true;
        const std::string_view word = cursor.takeAtom();
        if (word.empty())
            return false;
        if (word.front() != '\\') {
            if (flags.keywords.size() < kMaxKeywords && word.size() <= kLongestKeyword)
                flags.keywords.emplace_back(word);
            continue;
        }
        for (const FlagName &flag : kFlagNames) {
            if (equalsNoCase(word, flag.name))
                flags.bits |= flag.bit;
        }
    }
}

UnixMillis parseInternalDate(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    int day = 0;
    int year = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!takeDigits(text, day, 2) || !takeChar(text, '-') || text.size() < 4)
        return 0;
    int month = 0;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (equalsNoCase(text.substr(0, 3), kMonths[i]))
            month = static_cast<int>(i) + 1;
    }
    text.remove_prefix(3);
    if (month == 0 || day < 1 || day > 31 || !takeChar(text, '-') || !takeDigits(text, year, 4) || year < 1900 || !takeChar(text, ' ')
        || !takeDigits(text, hour, 2) || !takeChar(text, ':') || !takeDigits(text, minute, 2) || !takeChar(text, ':')
        || !takeDigits(text, second, 2) || hour > 23 || minute > 59 || second > 60)
        return 0;
    std::int64_t offset = 0;
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        const bool west = text.front() == '-';
        text.remove_prefix(1);
        int zone = 0;
        if (takeDigits(text, zone, 4))
            offset = (zone / 100 * 60 + zone % 100) * (west ? -60 : 60);
    }
    return (daysOf(year, month, day) * 86'400 + hour * 3600 + minute * 60 + second - offset) * 1000;
}

std::string formatInternalDate(UnixMillis when)
{
    using namespace std::chrono;
    const sys_seconds point{floor<seconds>(milliseconds(when))};
    const sys_days day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss time(point - day);
    char text[40];
    std::snprintf(text, sizeof text, "%02u-%s-%04d %02d:%02d:%02d +0000", static_cast<unsigned>(date.day()),
                  kMonths[static_cast<unsigned>(date.month()) - 1].data(), static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return text;
}

std::string flagsToWire(const Flags &flags)
{
    std::string text = "(";
    const auto add = [&text](std::string_view word) {
        if (text.size() > 1)
            text += ' ';
        text += word;
    };
    for (const FlagName &flag : kFlagNames) {
        if (flag.bit != kRecent && (flags.bits & flag.bit) != 0)
            add(flag.name);
    }
    for (const std::string &keyword : flags.keywords) {
        const bool isAtom = !keyword.empty() && std::all_of(keyword.begin(), keyword.end(), [](char c) {
            return c > ' ' && c < 0x7F && std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
        });
        if (isAtom)
            add(keyword);
    }
    return text + ")";
}

} // namespace tern::imap
