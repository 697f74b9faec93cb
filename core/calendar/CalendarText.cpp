// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/CalendarText.h"

#include "core/base/Ascii.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace tern::calendar {
namespace {

constexpr std::size_t kLongestText = 2'000'000;
constexpr std::size_t kLongestLine = 64'000;
constexpr std::size_t kLongestParameters = 4'000;
constexpr std::size_t kLongestRule = 500;
constexpr int kMostEvents = 50;
constexpr int kMostZones = 20;
constexpr int kMostZoneChanges = 40;
constexpr int kMostZoneRules = 6;
constexpr int kMostLines = 200;
constexpr int kMostAttendees = 300;

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 5> kOfCalendar{"METHOD", "PRODID", "VERSION", "CALSCALE", "X-WR-TIMEZONE"};
constexpr std::array<std::string_view, 26> kOfEvent{
    "UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL", "ORGANIZER", "ATTENDEE", "SEQUENCE", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", "STATUS", "COMMENT",
    "REQUEST-STATUS", "LAST-MODIFIED", "TRANSP", "CLASS"};
constexpr std::array<std::string_view, 2> kOfZone{"TZID", "X-LIC-LOCATION"};
constexpr std::array<std::string_view, 6> kOfZoneChange{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"};
/// Those of them that are words, and lose only their end when they are too long.
constexpr std::array<std::string_view, 4> kWords{"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT"};

bool isOneOf(Names names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The properties that are read of a component, by the one that it stands in; nothing if it isn't read there.
Names readable(std::string_view parent, std::string_view component)
{
    if (parent.empty() && component == "VCALENDAR")
        return kOfCalendar;
    if (parent == "VCALENDAR" && (component == "VEVENT" || component == "VTODO"))
        return kOfEvent;
    if (parent == "VCALENDAR" && component == "VTIMEZONE")
        return kOfZone;
    if (parent == "VTIMEZONE" && (component == "STANDARD" || component == "DAYLIGHT"))
        return kOfZoneChange;
    return {};
}

/// Where the value begins, behind the colon that is in no quotation; npos if there is none.
std::size_t valueAt(std::string_view line)
{
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ':' && !quoted)
            return i + 1;
    }
    // An odd quotation mark somewhere: the first colon then.
    const auto colon = line.find(':');
    return colon == std::string_view::npos ? colon : colon + 1;
}

/// "ATTENDEE;CN=x:mailto:y" → "ATTENDEE"; empty for what begins no property.
std::string nameOf(std::string_view line)
{
    const auto end = std::find_if(line.begin(), line.end(), [](char c) { return !ascii::isLetter(c) && !ascii::isDigit(c) && c != '-'; });
    if (end == line.begin() || end == line.end() || (*end != ':' && *end != ';'))
        return {};
    std::string name(line.begin(), end);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return name;
}

std::string upper(std::string_view text)
{
    std::string out(ascii::trimmed(text));
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

/// Cut where a character of UTF-8 ends, and no escape sign stands alone at the end.
void shorten(std::string &text, std::size_t longest)
{
    if (text.size() <= longest)
        return;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80)
        --longest;
    text.resize(longest);
    const auto last = text.find_last_not_of('\\');
    const std::size_t signs = text.size() - (last == std::string::npos ? 0 : last + 1);
    if (signs % 2 == 1)
        text.pop_back();
}

bool isNumber(std::string_view text, int least, int most)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || text.size() > 2 || !std::all_of(text.begin(), text.end(), ascii::isDigit))
        return false;
    int value = 0;
    for (const char c : text)
        value = value * 10 + (c - '0');
    return value >= 1 && (negative ? -value >= least : value <= most);
}

/// "-1SU", "2SU", "SU".
bool isWeekday(std::string_view text)
{
    static constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    if (text.size() < 2 || !isOneOf(kDays, text.substr(text.size() - 2)))
        return false;
    return text.size() == 2 || isNumber(text.substr(0, text.size() - 2), -5, 5);
}

template <typename Test>
bool allIn(std::string_view list, Test test)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (!test(list.substr(0, end)))
            return false;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return true;
}

/// A rule of a time zone as time zones have them: once a year on a day that each year has. libical would walk centuries for any other.
bool isCalmRule(std::string_view line)
{
    const std::string rule = upper(line.substr(line.find(':') + 1));
    std::string_view rest = rule;
    bool yearly = false;
    bool month = false;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = part.find('=');
        const std::string_view name = part.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        yearly = yearly || (name == "FREQ" && value == "YEARLY");
        month = month || name == "BYMONTH";
        const bool fits = name == "FREQ" || name == "UNTIL" || name == "WKST" || (name == "INTERVAL" && value == "1") || (name == "BYMONTH" && isNumber(value, 1, 12))
            || (name == "BYDAY" && isWeekday(value)) || (name == "BYMONTHDAY" && allIn(value, [](std::string_view day) { return isNumber(day, -28, 28); }));
        if (!fits)
            return false;
    }
    return yearly && month;
}

class Cleaner {
public:
    explicit Cleaner(CleanCalendar &out) : m_out(out) {}

    void take(std::string line)
    {
        if (m_done || line.empty())
            return;
        const std::string name = nameOf(line);
        if ((name == "BEGIN" || name == "END") && valueAt(line) != std::string::npos) {
            const std::string component = upper(std::string_view(line).substr(valueAt(line)));
            return name == "BEGIN" ? begin(component) : end(component);
        }
        if (m_stack.empty() || m_skipped > 0)
            return;
        // "https://…" begins no property: those that senders write are in capitals.
        const bool goesOn = m_words && line.front() >= 'a' && line.front() <= 'z' && !isOneOf(m_stack.back().properties, name);
        if (name.empty() || goesOn)
            return continueWords(line);
        m_words = false;
        keep(name, std::move(line));
    }

    void finish()
    {
        if (!m_stack.empty() && !m_done)
            m_out.defects << QStringLiteral("the calendar has no end; what there is of it is shown");
        while (!m_stack.empty())
            close();
    }

private:
    struct Open {
        std::string name;
        Names properties;
        int lines = 0;
        int attendees = 0;
        int changes = 0;
    };

    void begin(const std::string &component)
    {
        m_words = false;
        if (m_skipped > 0) {
            ++m_skipped;
            return;
        }
        const Names properties = readable(m_stack.empty() ? std::string_view() : m_stack.back().name, component);
        if (properties.empty() || !hasRoom(component)) {
            if (!m_stack.empty())
                m_skipped = 1;
            return;
        }
        m_out.text += "BEGIN:" + component + "\r\n";
        m_stack.push_back({component, properties});
    }

    bool hasRoom(const std::string &component)
    {
        if (component == "VEVENT" || component == "VTODO") {
            const bool fits = m_out.events < kMostEvents;
            ++(fits ? m_out.events : m_out.eventsLeftOut);
            return fits;
        }
        if (component == "VTIMEZONE") {
            m_zoneRules = 0;
            return ++m_zones <= kMostZones;
        }
        return component == "VCALENDAR" || ++m_stack.back().changes <= kMostZoneChanges;
    }

    void end(const std::string &component)
    {
        m_words = false;
        if (m_skipped > 0) {
            --m_skipped;
            return;
        }
        const auto open = std::find_if(m_stack.rbegin(), m_stack.rend(), [&](const Open &one) { return one.name == component; });
        if (open == m_stack.rend())
            return;
        // Whoever left out an END closes what stands inside.
        for (auto left = open - m_stack.rbegin(); left >= 0; --left)
            close();
        m_done = m_stack.empty();
    }

    void close()
    {
        m_out.text += "END:" + m_stack.back().name + "\r\n";
        m_stack.pop_back();
    }

    void keep(const std::string &name, std::string line)
    {
        Open &component = m_stack.back();
        if (!isOneOf(component.properties, name))
            return;
        const auto value = valueAt(line);
        if (value == std::string::npos || value > kLongestParameters)
            return;
        if (name == "ATTENDEE" && ++component.attendees > kMostAttendees) {
            ++m_out.attendeesLeftOut;
            return;
        }
        if (name != "ATTENDEE" && ++component.lines > kMostLines)
            return;
        m_words = isOneOf(kWords, name);
        if (m_words)
            shorten(line, kLongestLine);
        else if (line.size() > kLongestLine || ((name == "RRULE" || name == "RDATE" || name == "EXDATE") && line.size() > kLongestRule * 8))
            return;
        if (name == "RRULE" && (line.size() > kLongestRule || (component.name != "VEVENT" && component.name != "VTODO" && !(isCalmRule(line) && ++m_zoneRules <= kMostZoneRules))))
            return;
        m_out.text += line;
        m_out.text += "\r\n";
    }

    /// Senders that don't know folding break their texts where they like.
    void continueWords(const std::string &line)
    {
        if (!m_words || m_continued + line.size() > kLongestLine || m_out.text.size() < 2)
            return;
        m_continued += line.size();
        m_out.text.resize(m_out.text.size() - 2);
        m_out.text += "\\n" + line + "\r\n";
        if (m_out.defects.isEmpty())
            m_out.defects << QStringLiteral("a text in the calendar is broken into lines that its format doesn't know");
    }

    CleanCalendar &m_out;
    std::vector<Open> m_stack;
    int m_skipped = 0;              ///< depth within a component that isn't read
    int m_zones = 0;
    int m_zoneRules = 0;            ///< of this zone
    bool m_words = false;           ///< the last line kept was words
    std::size_t m_continued = 0;
    bool m_done = false;
};

} // namespace

CleanCalendar cleanCalendar(std::string_view text)
{
    CleanCalendar out;
    if (text.size() > kLongestText)
        out.defects << QStringLiteral("the calendar is too long; its beginning was read");
    text = text.substr(0, kLongestText);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    Cleaner cleaner(out);
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find_first_of("\r\n", at), text.size());
        std::string_view piece = text.substr(at, end - at);
        at = end;
        // CR LF, LF and CR alone are one line end each; CR CR LF is seen, too.
        if (at < text.size() && text[at] == '\r')
            ++at;
        if (at < text.size() && text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
            ++at;
        if (at < text.size() && text[at] == '\n')
            ++at;
        const bool folded = !piece.empty() && (piece.front() == ' ' || piece.front() == '\t');
        if (folded) {
            piece.remove_prefix(1);
        } else {
            cleaner.take(std::move(line));
            line.clear();
        }
        if (line.size() < kLongestLine * 2)
            std::copy_if(piece.begin(), piece.end(), std::back_inserter(line), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t'; });
    }
    cleaner.take(std::move(line));
    cleaner.finish();
    return out;
}

} // namespace tern::calendar
