// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/SendTimeDialog.h"

#include "ui/outbox/SendTimes.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QDateTimeEdit>
#include <QLabel>

namespace tern::ui {

SendTimeDialog::SendTimeDialog(const Theme &theme, UnixMillis at, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Send later"));
    m_field = new QDateTimeEdit(QDateTime::fromMSecsSinceEpoch(at), this);
    m_field->setCalendarPopup(true);
    m_field->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + QStringLiteral("  HH:mm"));
    m_field->setMinimumDate(QDate::currentDate());
    m_field->setAccessibleName(tr("Time"));
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setFont(theme.font(Theme::Type::Small));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setMinimumHeight(2 * m_note->fontMetrics().lineSpacing());
    m_note->setAlignment(Qt::AlignTop);
    m_button = new PrimaryButton(theme, tr("Send then"), this);
    auto *cancel = new FlatButton(theme, tr("Cancel"), this);
    connect(m_button, &QAbstractButton::clicked, this, [this] {
        Q_EMIT chosen(m_field->dateTime().toMSecsSinceEpoch());
        accept();
    });
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_field, &QDateTimeEdit::dateTimeChanged, this, [this] { check(); });

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, Theme::Type::Subject, Theme::Ink::Text, tr("When is it to go?"), this));
    column->addWidget(m_field);
    column->addWidget(m_note);
    column->addLayout(buttons);
    setMinimumWidth(380);
    check();
}

void SendTimeDialog::check()
{
    const bool isToCome = m_field->dateTime() > QDateTime::currentDateTime();
    m_button->setVisible(isToCome);
    m_note->setText(isToCome ? mustRunText() : tr("That time is over. Choose one to come."));
}

} // namespace tern::ui
