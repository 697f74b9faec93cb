// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/SubjectHeader.h"

#include "ui/models/RowWords.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace tern::ui {

SubjectHeader::SubjectHeader(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 18, 24, 4);
    column->setSpacing(10);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    m_subject = new QLabel(this);
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setFont(theme.font(Theme::Type::Subject));
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subject->setWordWrap(true);
    m_count = new ElidedLabel(theme, Theme::Type::Small, Theme::Ink::Muted, {}, this);
    m_count->hide();
    line->addWidget(m_subject, 1);
    line->addWidget(m_count, 0, Qt::AlignTop);
    column->addLayout(line);
    m_labels = new QWidget(this);
    m_labels->setObjectName(QStringLiteral("labels"));
    m_labels->setAccessibleName(tr("Labels"));
    auto *flow = new FlowLayout(5, false, m_labels);
    flow->setContentsMargins(0, 0, 0, 0);
    m_labels->hide();
    column->addWidget(m_labels);
}

void SubjectHeader::setLabels(const QStringList &labels)
{
    for (QLayoutItem *item = nullptr; (item = m_labels->layout()->takeAt(0)) != nullptr;) {
        delete item->widget();
        delete item;
    }
    for (const QString &label : labels)
        m_labels->layout()->addWidget(new Tag(m_theme, Tag::Kind::Neutral, label, m_labels));
    m_labels->setVisible(!labels.isEmpty());
}

void SubjectHeader::showRow(const store::MessageRow &row)
{
    m_subject->setText(rowSubject(row));
    setLabels(rowLabels(row));
}

void SubjectHeader::showSubject(const QString &subject)
{
    store::MessageRow row;
    row.subject = subject.simplified();
    m_subject->setText(rowSubject(row));
}

void SubjectHeader::showCount(int shown, int older)
{
    m_count->setVisible(shown > 1);
    if (shown < 2)
        return;
    const QString all = tr("%n messages", nullptr, shown + older);
    m_count->setText(older > 0 ? tr("the newest %1 of %2").arg(QLocale().toString(shown), all) : all);
}

} // namespace tern::ui
