// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/calendar/EventTime.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace tern::calendar {

/// What the sender wants [RFC 5546 §1.4].
enum class Method { None, Publish, Request, Reply, Add, Cancel, Refresh, Counter, DeclineCounter };

/// How one stands to an event: PARTSTAT [RFC 5545 §3.2.12].
enum class Answer { NeedsAction, Accepted, Tentative, Declined, Delegated, Other };

struct Person {
    QString name;               ///< may be empty
    QString address;            ///< without "mailto:"; empty if it is none
    Answer answer = Answer::NeedsAction;
    bool isOptional = false;    ///< ROLE=OPT-PARTICIPANT or NON-PARTICIPANT
    bool isResource = false;    ///< a room or a thing
    bool wantsAnswer = false;   ///< RSVP=TRUE
    QString delegatedTo;
};

/// How something repeats [RFC 5545 §3.3.10].
struct Recurrence {
    enum class Frequency { Daily, Weekly, Monthly, Yearly, Other };
    struct Day {
        int weekday = 1;        ///< Monday is 1, as in QDate
        int nth = 0;            ///< the second of the month: 2; the last: -1; each: 0
        bool operator==(const Day &) const = default;
    };
    Frequency frequency = Frequency::Other;
    int interval = 1;
    std::vector<Day> days;
    std::vector<int> monthDays;
    std::vector<int> months;
    int setPosition = 0;        ///< of the days above, the second: 2; the last: -1
    int count = 0;              ///< 0: without end, or until `until`
    EventTime until;
    bool isPlain = true;        ///< false: it has more than can be said with the above
};

/// One occurrence of something that repeats.
struct Occurrence {
    EventTime start, end;
};

struct Event {
    bool isTask = false;        ///< a VTODO
    QString uid;
    int sequence = 0;
    std::optional<UnixMillis> stamp;        ///< DTSTAMP
    QString summary, description, location, comment;
    QString url;                            ///< https or http; empty if none
    QString conference;                     ///< where to join, https; empty if nothing says so
    EventTime start, end;                   ///< all-day: `end` is the last day itself, not the day behind it
    std::optional<Recurrence> recurrence;
    int furtherDates = 0;                   ///< RDATE
    std::vector<Occurrence> upcoming;       ///< of something that repeats: the next ones, at most ten
    EventTime recurrenceId;                 ///< one occurrence of a series is meant
    bool thisAndFuture = false;
    bool isCancelled = false;               ///< STATUS
    bool isTentative = false;
    Person organizer;
    std::vector<Person> attendees;

    [[nodiscard]] bool hasEnded(UnixMillis now) const;
};

struct Invitation {
    Method method = Method::None;
    QString methodName;                     ///< as sent
    QString product;                        ///< what wrote it
    std::vector<Event> events;              ///< those that stand for a whole series first; at least one
    int eventsLeftOut = 0;
    int attendeesLeftOut = 0;
    QStringList defects;
    QByteArray source;                      ///< cleaned; for InvitationReply

    /// The one that a person is shown first.
    [[nodiscard]] const Event &event() const { return events.front(); }
};

/// Reads an iCalendar object [RFC 5545] as mail brings it [RFC 6047]. Never trusts it: see cleanCalendar() for the bounds. Zones: by the names of IANA and of
/// Windows, else as the object says. \param text  UTF-8. \param now  occurrences are listed from here on.
/// Errors: InvalidInput (no calendar, or none with an event). Thread: any; libical inside.
[[nodiscard]] Result<Invitation> readInvitation(std::string_view text, UnixMillis now);

/// Where in `event.attendees` the person is; -1 if nowhere. \param own  the person's addresses; the first of them that was invited counts
[[nodiscard]] int findAttendee(const Event &event, const QStringList &own);

/// "ACCEPTED"; for NeedsAction and Other "NEEDS-ACTION".
[[nodiscard]] const char *partstat(Answer answer);

} // namespace tern::calendar
