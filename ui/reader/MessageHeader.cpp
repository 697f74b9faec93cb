// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/MessageHeader.h"

#include "ui/widgets/Avatar.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace tern::ui {

namespace {

QLabel *plainLabel(QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString personName(const mime::Address &address)
{
    return address.name.isEmpty() ? address.address : address.name;
}

QString fullName(const mime::Address &address)
{
    return address.name.isEmpty() ? address.address : QStringLiteral("%1 <%2>").arg(address.name, address.address);
}

template <typename Format>
QString joined(const std::vector<mime::Address> &addresses, Format format)
{
    QStringList names;
    for (const auto &address : addresses)
        names << format(address);
    return names.join(QStringLiteral(", "));
}

} // namespace

QString longDate(UnixMillis date)
{
    const QLocale locale;
    const bool chinese = locale.language() == QLocale::Chinese;
    return locale.toString(QDateTime::fromMSecsSinceEpoch(date), chinese ? QStringLiteral("yyyy年M月d日 ddd HH:mm") : QStringLiteral("ddd d MMM yyyy, HH:mm"));
}

QString shortSize(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat).replace(QStringLiteral("kB"), QStringLiteral("KB"));
}

MessageHeader::MessageHeader(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 6, 24, 12);
    column->setSpacing(10);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_avatar = new Avatar(theme, this);
    row->addWidget(m_avatar, 0, Qt::AlignTop);
    auto *who = new QVBoxLayout;
    who->setSpacing(1);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(5);
    m_name = new ElidedLabel(theme, Theme::Type::Strong, Theme::Ink::Text, {}, this);
    m_address = new ElidedLabel(theme, Theme::Type::Body, Theme::Ink::Muted, {}, this);
    nameRow->addWidget(m_name);
    nameRow->addWidget(m_address);
    nameRow->addStretch(1);
    who->addLayout(nameRow);
    auto *toRow = new QHBoxLayout;
    toRow->setSpacing(4);
    m_to = new ElidedLabel(theme, Theme::Type::Body, Theme::Ink::Muted, {}, this);
    m_more = new FlatButton(theme, tr("all"), this);
    m_more->setInk(Theme::Ink::Accent);
    m_more->setTight();
    m_more->setAccessibleName(tr("Show all recipients"));
    m_more->setCheckable(true);
    toRow->addWidget(m_to);
    toRow->addWidget(m_more);
    toRow->addStretch(1);
    who->addLayout(toRow);
    m_all = plainLabel(this, theme.font(Theme::Type::Body));
    m_all->setWordWrap(true);
    m_all->hide();
    who->addWidget(m_all);
    row->addLayout(who, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(2);
    m_date = plainLabel(this, theme.font(Theme::Type::Small));
    m_size = plainLabel(this, theme.font(Theme::Type::Small));
    for (QLabel *label : {m_date, m_size}) {
        label->setAlignment(Qt::AlignRight);
        right->addWidget(label);
    }
    right->addStretch(1);
    row->addLayout(right);
    m_actions = new QWidget(this);
    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->setSpacing(2);
    auto *more = new FlatButton(theme, QString(), QStringLiteral("overflow-menu"), m_actions);
    more->setInk(Theme::Ink::Muted);
    more->setAccessibleName(tr("More for this message"));
    more->setToolTip(more->accessibleName());
    actions->addWidget(more);
    connect(more, &QAbstractButton::clicked, this, [this, more] { Q_EMIT moreRequested(more->mapToGlobal(QPoint(0, more->height()))); });
    m_actions->hide();
    row->addWidget(m_actions, 0, Qt::AlignTop);
    column->addLayout(row);

    connect(m_more, &QAbstractButton::toggled, this, [this](bool on) {
        m_all->setVisible(on);
        m_to->setVisible(!on);
    });
    connect(&theme, &Theme::changed, this, &MessageHeader::recolour);
    recolour();
}

void MessageHeader::addAction(QAction *action, const QString &iconName)
{
    auto *button = new FlatButton(m_theme, QString(), iconName, m_actions);
    button->setInk(Theme::Ink::Muted);
    const auto take = [button, action] {
        button->setAccessibleName(action->text());
        button->setToolTip(action->toolTip());
        button->setVisible(action->isEnabled());
    };
    take();
    connect(action, &QAction::changed, button, take);
    connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    auto *row = static_cast<QHBoxLayout *>(m_actions->layout());
    row->insertWidget(row->count() - 1, button);
}

void MessageHeader::showActions(bool on)
{
    m_actions->setVisible(on);
}

void MessageHeader::recolour()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_theme.tokens().muted);
    for (QLabel *label : {m_date, m_size, m_all})
        label->setPalette(muted);
}

void MessageHeader::setPerson(const QString &name, const QString &address)
{
    m_avatar->setPerson(name, address);
    m_name->setText(name.isEmpty() ? address : name);
    m_address->setText(name.isEmpty() || address.isEmpty() ? QString() : QStringLiteral("<%1>").arg(address));
}

void MessageHeader::setWhen(UnixMillis date, std::int64_t size)
{
    m_date->setText(longDate(date));
    m_size->setText(shortSize(size));
}

void MessageHeader::setRecipients(const QString &line, const QString &all)
{
    m_to->setText(line);
    m_all->setText(all);
    m_more->setVisible(!all.isEmpty() && all != line);
    m_more->setChecked(false);
}

void MessageHeader::showRow(const store::MessageRow &row)
{
    setPerson(row.fromName, row.fromAddress);
    setWhen(row.date, row.size);
    setRecipients(row.to.isEmpty() ? QString() : tr("to %1").arg(row.to), {});
}

void MessageHeader::showMessage(const engine::OpenedMessage &message)
{
    const auto &parsed = message.parsed;
    const mime::Address from = parsed.from.empty() ? mime::Address{} : parsed.from.front();
    setPerson(from.name, from.address);
    setWhen(parsed.date.value_or(message.head.date), message.raw.isEmpty() ? message.head.size : message.raw.size());
    std::vector<mime::Address> everyone = parsed.to;
    everyone.insert(everyone.end(), parsed.cc.begin(), parsed.cc.end());
    const QString line = everyone.empty() ? tr("to nobody named") : tr("to %1").arg(joined(everyone, personName));
    QStringList all;
    const auto add = [&all](const QString &label, const std::vector<mime::Address> &addresses) {
        if (!addresses.empty())
            all << label.arg(joined(addresses, fullName));
    };
    add(tr("From: %1"), parsed.from);
    if (parsed.sender != parsed.from)
        add(tr("Sender: %1"), parsed.sender);
    if (parsed.replyTo != parsed.from)
        add(tr("Reply to: %1"), parsed.replyTo);
    add(tr("To: %1"), parsed.to);
    add(tr("Cc: %1"), parsed.cc);
    add(tr("Bcc: %1"), parsed.bcc);
    setRecipients(line, all.join(u'\n'));
}

} // namespace tern::ui
