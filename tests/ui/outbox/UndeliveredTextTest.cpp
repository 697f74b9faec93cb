// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/FakeReader.h"
#include "ui/bridge/UndeliveredText.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using Action = store::DeliveryReport::Action;

class UndeliveredText : public ::testing::Test {
protected:
    UndeliveredText()
    {
        for (const std::int64_t id : {1, 2}) {
            store::OutboxRecord item;
            item.id = OutboxId{id};
            item.subject = QStringLiteral("Contract");
            data->outbox.push_back(item);
        }
    }
    void report(Action action, const QString &recipient, const QString &status)
    {
        store::DeliveryReport one;
        one.action = action;
        one.recipient = recipient;
        one.status = status;
        one.diagnostic = QStringLiteral("550 no such user");
        one.reporter = QStringLiteral("mx.example.net");
        data->deliveryReports[OutboxId{1}].push_back(one);
    }
    std::optional<ui::ErrorText> text(const std::vector<OutboxId> &items) { return ui::undeliveredText(reader, items); }

    std::shared_ptr<FakeData> data = std::make_shared<FakeData>();
    FakeReader reader{data};
};

TEST_F(UndeliveredText, NamesTheMessageWhomItMissedAndWhy)
{
    report(Action::Failed, QStringLiteral("tom@example.net"), QStringLiteral("5.1.1"));
    report(Action::Delivered, QStringLiteral("ann@example.net"), QStringLiteral("2.0.0"));
    const auto told = text({OutboxId{1}, OutboxId{1}});
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->sentence.startsWith(QStringLiteral("A mail server reports that “Contract” could not be delivered to tom@example.net. There is no such mailbox"))) << told->sentence.toStdString();
    EXPECT_TRUE(told->details.contains(QStringLiteral("550 no such user (mx.example.net)")));
    EXPECT_FALSE(told->details.contains(QStringLiteral("ann@")));
}

TEST_F(UndeliveredText, SaysWhereToLookWhenTheCodeTellsNothing)
{
    for (const char *name : {"a@x", "b@x", "c@x", "d@x"})
        report(Action::Failed, QLatin1String(name), QString());
    const auto told = text({OutboxId{1}});
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->sentence.contains(QStringLiteral("a@x, b@x, c@x …. Its report is in your inbox"))) << told->sentence.toStdString();
}

TEST_F(UndeliveredText, CountsSeveralAndKeepsSilentOfNone)
{
    EXPECT_FALSE(text({}));
    EXPECT_FALSE(text({OutboxId{2}})) << "no report";
    EXPECT_FALSE(text({OutboxId{77}})) << "removed meanwhile";
    report(Action::Delayed, QStringLiteral("a@x"), QStringLiteral("4.0.0"));
    EXPECT_FALSE(text({OutboxId{1}})) << "a delay is no failure";
    EXPECT_TRUE(text({OutboxId{1}, OutboxId{2}})->sentence.contains(QStringLiteral("2 of the messages"))) << text({OutboxId{1}, OutboxId{2}})->sentence.toStdString();
}

} // namespace
} // namespace tern::test
