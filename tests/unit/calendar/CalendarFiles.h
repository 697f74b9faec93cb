// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"

#include <QFile>

#include <gtest/gtest.h>

namespace tern::calendar {

/// 27 November 2026, 00:00 UTC: when the tests' mail is read.
constexpr UnixMillis kNow = 1'795'737'600'000;

inline QByteArray testFile(const char *path)
{
    QFile file(QStringLiteral(TERN_SOURCE_DIR "/tests/data/") + QString::fromLatin1(path));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path;
    return file.readAll();
}

inline Invitation invitationFrom(const QByteArray &bytes)
{
    auto read = readInvitation({bytes.constData(), static_cast<std::size_t>(bytes.size())}, kNow);
    EXPECT_TRUE(read.ok()) << read.error().toString();
    return read.ok() ? *read : Invitation{{}, {}, {}, {Event{}}, 0, 0, {}, {}};
}

inline Invitation invitationOf(const char *name)
{
    return invitationFrom(testFile((std::string("calendar/") + name + ".ics").c_str()));
}

inline Invitation madeOf(const QByteArray &lines)
{
    return invitationFrom("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n" + lines + "END:VCALENDAR\r\n");
}

inline std::string iso(const EventTime &time)
{
    return time.time.toString(Qt::ISODate).toStdString();
}

} // namespace tern::calendar
