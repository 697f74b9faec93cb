// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingPages.h"

#include "core/engine/Engine.h"
#include "ui/settings/PictureSenders.h"
#include "ui/settings/ProxyForm.h"
#include "ui/settings/SettingKeys.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>

namespace tern::ui {
namespace {

constexpr int kLabelWidth = 200;
constexpr int kFieldWidth = 260;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SettingPages)
};

} // namespace

SettingPage::SettingPage(const WindowContext &context, const QString &title, QWidget *parent) : QWidget(parent), m_context(context)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(32, 28, 32, 28);
    m_column->setSpacing(8);
    m_column->addWidget(new ElidedLabel(context.theme, Theme::Type::Subject, Theme::Ink::Text, title, this));
    m_column->addSpacing(8);
    m_column->addStretch(1);
}

QString SettingPage::value(const QString &key) const
{
    const auto kept = m_context.reader.setting(key);
    return kept && *kept ? **kept : QString();
}

void SettingPage::write(const QString &key, const QString &value)
{
    m_context.engine.setSetting(key, value);
}

void SettingPage::addHelp(const QString &help)
{
    if (help.isEmpty())
        return;
    auto *label = new QLabel(help, this);
    label->setWordWrap(true);
    label->setFont(m_context.theme.font(Theme::Type::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    m_column->insertWidget(m_column->count() - 1, label);
    m_column->insertSpacing(m_column->count() - 1, 8);
}

QComboBox *SettingPage::addChoice(const QString &key, const QString &label, const std::vector<Choice> &choices, const QString &help)
{
    auto *box = new QComboBox(this);
    box->setFixedWidth(kFieldWidth);
    box->setAccessibleName(label);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    box->setCurrentIndex(std::max(0, box->findData(value(key))));
    connect(box, &QComboBox::activated, this, [this, box, key] { write(key, box->currentData().toString()); });
    auto *name = new QLabel(label, this);
    name->setMinimumWidth(kLabelWidth);
    name->setBuddy(box);
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    line->addWidget(name);
    line->addWidget(box);
    line->addStretch(1);
    m_column->insertLayout(m_column->count() - 1, line);
    addHelp(help);
    return box;
}

void SettingPage::addSwitch(const QString &key, const QString &label, bool standard, const QString &help)
{
    auto *box = new QCheckBox(label, this);
    const QString kept = value(key);
    box->setChecked(kept.isEmpty() ? standard : kept == QLatin1String("1"));
    connect(box, &QCheckBox::toggled, this, [this, key](bool on) { write(key, on ? QStringLiteral("1") : QStringLiteral("0")); });
    m_column->insertWidget(m_column->count() - 1, box);
    addHelp(help);
}

void SettingPage::addPart(QWidget *part, const QString &help)
{
    m_column->insertWidget(m_column->count() - 1, part);
    addHelp(help);
}

QWidget *makeReadingPage(const WindowContext &context, QWidget *parent)
{
    auto *page = new SettingPage(context, Words::tr("Reading"), parent);
    page->addChoice(settings::kMarkReadAfter, Words::tr("A message counts as read"),
                    {{QStringLiteral("1000"), Words::tr("after 1 second")},
                     {QStringLiteral("0"), Words::tr("at once")},
                     {QStringLiteral("3000"), Words::tr("after 3 seconds")},
                     {QStringLiteral("10000"), Words::tr("after 10 seconds")},
                     {QStringLiteral("-1"), Words::tr("only when I say so")}});
    page->addChoice(settings::kDensity, Words::tr("Message list"),
                    {{QStringLiteral("comfortable"), Words::tr("three lines for each message")},
                     {QStringLiteral("compact"), Words::tr("two lines for each message")}});
    page->addSwitch(settings::kFullWidth, Words::tr("Let lines of text be as long as the window is wide"), false);
    page->addSwitch(settings::kConversations, Words::tr("Show conversations"), true,
                    Words::tr("Around a message stand the others that it answers or that answer it, from all folders, with what you sent."));
    page->addSwitch(settings::kGroupConversations, Words::tr("One line for each conversation in the message list"), false,
                    Words::tr("The newest message stands for it. What is done to the line is done to all messages of the conversation in this folder."));
    page->addChoice(settings::kReceipts, Words::tr("A sender who asks whether I read it"),
                    {{QStringLiteral("never"), Words::tr("is never told")}, {QStringLiteral("ask"), Words::tr("is told if I say so each time")}});
    page->addSwitch(settings::kPreferPlainText, Words::tr("Show plain text where a message has both"), false);
    page->addPart(new PictureSenders(context, page), {});
    return page;
}

QWidget *makeWritingPage(const WindowContext &context, QWidget *parent)
{
    auto *page = new SettingPage(context, Words::tr("Writing"), parent);
    page->addChoice(settings::kReplyPosition, Words::tr("In a reply, writing begins"),
                    {{QStringLiteral("above"), Words::tr("above the quoted text")}, {QStringLiteral("below"), Words::tr("below the quoted text")}});
    page->addChoice(settings::kUndoSend, Words::tr("Sending can be undone"),
                    {{QStringLiteral("10"), Words::tr("for 10 seconds")},
                     {QStringLiteral("5"), Words::tr("for 5 seconds")},
                     {QStringLiteral("20"), Words::tr("for 20 seconds")},
                     {QStringLiteral("30"), Words::tr("for 30 seconds")},
                     {QStringLiteral("0"), Words::tr("not at all")}},
                    Words::tr("A message waits that long in the Outbox. If Tern is closed meanwhile, it goes at once; if it is killed, at the next start."));
    page->addSwitch(settings::kSignatureInReplies, Words::tr("Put the signature into replies and forwarded messages too"), true,
                    Words::tr("The signature itself belongs to an address: see Accounts."));
    return page;
}

QWidget *makeAppearancePage(const WindowContext &context, QWidget *parent)
{
    auto *page = new SettingPage(context, Words::tr("Appearance"), parent);
    page->addChoice(settings::kTheme, Words::tr("Colours"),
                    {{QStringLiteral("system"), Words::tr("as the system")},
                     {QStringLiteral("light"), Words::tr("light")},
                     {QStringLiteral("dark"), Words::tr("dark")}});
    page->addChoice(settings::kLanguage, Words::tr("Language"),
                    {{QStringLiteral("system"), Words::tr("as the system")},
                     {QStringLiteral("en"), QStringLiteral("English")},
                     {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}},
                    Words::tr("Another language is used from the next start."));
    return page;
}

QWidget *makeNetworkPage(const WindowContext &context, QWidget *parent)
{
    auto *page = new SettingPage(context, Words::tr("Network"), parent);
    page->addChoice(settings::kBodies, Words::tr("Keep whole messages here"),
                    {{QStringLiteral("all"), Words::tr("all")},
                     {QStringLiteral("365"), Words::tr("of the last year")},
                     {QStringLiteral("90"), Words::tr("of the last 90 days")},
                     {QStringLiteral("30"), Words::tr("of the last 30 days")},
                     {QStringLiteral("none"), Words::tr("only those I open")}},
                    Words::tr("They can then be read without a network and searched by their text. On a metered network they come slowly, and not at all while "
                              "power is being saved."));
    page->addPart(new ProxyForm(context, {}, page),
                  Words::tr("For receiving and sending. The proxy looks up the servers' names. An account can have its own way: see Accounts."));
    return page;
}

QWidget *makeNotificationsPage(const WindowContext &context, QWidget *parent)
{
    auto *page = new SettingPage(context, Words::tr("Notifications"), parent);
    page->addSwitch(settings::kNotify, Words::tr("Show a notification when mail arrives"), true,
                    Words::tr("For new mail in an inbox, gathered for each account. A click opens the message."));
    return page;
}

} // namespace tern::ui
