// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"
#include "core/store/Subject.h"

#include <gtest/gtest.h>

namespace tern::store {
namespace {

TEST(Subject, PrefixesOfManyLanguagesAreTakenOff)
{
    struct Case {
        const char *subject, *base;
        bool isReply;
    };
    const Case cases[] = {
        {"Plan", "Plan", false},
        {"Re: Plan", "Plan", true},
        {"RE:Plan", "Plan", true},
        {"  re :  Plan ", "Plan", true},
        {"Re: Fwd: AW: Plan", "Plan", true},
        {"Re[2]: Plan", "Plan", true},
        {"Re (17): Plan", "Plan", true},
        {"Re^3: Plan", "Plan", true},
        {"Antw: Plan", "Plan", true},
        {"SV: VS: Plan", "Plan", true},
        {"回复：项目", "项目", true},
        {"回复: 答复：转发: 项目", "项目", true},
        {"Ответ: План", "План", true},
        {"Σχετ: Σχέδιο", "Σχέδιο", true},
        {"Invoice: October", "Invoice: October", false},
        {"Re", "Re", false},
        {"Reply: Plan", "Reply: Plan", false},
        {"Re[x]: Plan", "Re[x]: Plan", false},
        {"Regarding the plan: again", "Regarding the plan: again", false},
        {"Re:", "", true},
        {":", ":", false},
        {"", "", false},
    };
    for (const Case &one : cases) {
        const BaseSubject base = baseSubject(QString::fromUtf8(one.subject));
        EXPECT_EQ(base.text.toStdString(), one.base) << one.subject;
        EXPECT_EQ(base.isReply, one.isReply) << one.subject;
    }
    EXPECT_EQ(subjectKey(QStringLiteral("AW: Re: Größe")), subjectKey(QStringLiteral("größe")));
}

TEST(Subject, AHundredThousandPrefixesTakeNoTime)
{
    const QString many = QStringLiteral("Re: ").repeated(100'000) + QStringLiteral("Plan");
    EXPECT_EQ(baseSubject(many).text, QStringLiteral("Plan"));
}

} // namespace
} // namespace tern::store
